/// The declaration of one argument, option or field: what help, checks and error messages are made from.
public struct ParameterDeclaration: Sendable {
  public enum Place: Sendable {
    /// Given by position.
    case argument
    /// Given by name, in the table that comes after the arguments.
    case option
    /// Given by position, after the table of options.
    case last
  }

  public let name: String
  public let place: Place
  public let isRequired: Bool
  /// One line: what it means, with its unit.
  public let help: String
  public let expected: String
  public let luaType: String
  /// The default as Lua text, where there is one to show.
  public let defaultText: String?
  /// A Lua expression of a valid value.
  public let sample: String
}

/// A declared argument or option together with how its value is read.
public struct Parameter<Value>: Sendable {
  public let declaration: ParameterDeclaration
  let read: @Sendable (ArgumentReader) throws(Mismatch) -> Value
}

/// An argument given by position that must be there.
public func argument<Value>(_ name: String, _ kind: Kind<Value>, _ help: String) -> Parameter<Value> {
  Parameter(declaration: declare(name, kind, help, place: .argument, required: true)) {
    reader throws(Mismatch) in
    try reader.reading(name, reader.nextArgument(), kind)
  }
}

/// An argument given by position after the table of options: a function, which reads best at the end.
public func last<Value>(_ name: String, _ kind: Kind<Value>, _ help: String) -> Parameter<Value> {
  Parameter(declaration: declare(name, kind, help, place: .last, required: true)) {
    reader throws(Mismatch) in
    try reader.reading(name, reader.nextLastArgument(), kind)
  }
}

/// An argument given by position that may be left out.
public func optionalArgument<Value>(
  _ name: String, _ kind: Kind<Value>, _ help: String
) -> Parameter<Value?> {
  Parameter(declaration: declare(name, kind, help, place: .argument, required: false)) {
    reader throws(Mismatch) in
    let slot = reader.nextArgument()
    return slot.isNil ? nil : try reader.reading(name, slot, kind)
  }
}

/// An option that must be given.
public func required<Value>(_ name: String, _ kind: Kind<Value>, _ help: String) -> Parameter<Value> {
  Parameter(declaration: declare(name, kind, help, place: .option, required: true)) {
    reader throws(Mismatch) in
    try reader.reading(name, reader.option(name), kind)
  }
}

/// An option without which something else happens, as its help says.
public func option<Value>(_ name: String, _ kind: Kind<Value>, _ help: String) -> Parameter<Value?> {
  Parameter(declaration: declare(name, kind, help, place: .option, required: false)) {
    reader throws(Mismatch) in
    guard let slot = reader.option(name), !slot.isNil else { return nil }
    return try reader.reading(name, slot, kind)
  }
}

/// An option with a default.
///
/// - Parameter shown: The default as Lua text; made from the value when left out.
public func option<Value: Sendable>(
  _ name: String, _ kind: Kind<Value>, default standard: Value, shown: String? = nil, _ help: String
) -> Parameter<Value> {
  let text = shown ?? luaText(standard)
  return Parameter(
    declaration: declare(name, kind, help, place: .option, required: false, defaultText: text)
  ) {
    reader throws(Mismatch) in
    guard let slot = reader.option(name), !slot.isNil else { return standard }
    return try reader.reading(name, slot, kind)
  }
}

private func declare<Value>(
  _ name: String, _ kind: Kind<Value>, _ help: String, place: ParameterDeclaration.Place, required: Bool,
  defaultText: String? = nil
) -> ParameterDeclaration {
  ParameterDeclaration(
    name: name, place: place, isRequired: required, help: help, expected: kind.expected,
    luaType: kind.luaType,
    defaultText: defaultText, sample: kind.sample)
}

/// A default or a limit as Lua text: whole numbers without a point.
func luaText(_ value: some Any) -> String {
  switch value {
  case let text as String: "\"\(text)\""
  case let word as any RawRepresentable: "\"\(word.rawValue)\""
  case let number as Double where number == number.rounded() && abs(number) < 1e15: "\(Int(number))"
  default: "\(value)"
  }
}
