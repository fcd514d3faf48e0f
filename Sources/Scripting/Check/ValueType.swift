/// What is known of a value without running the script.
indirect enum ValueType {
  case unknown
  case module
  /// A library of Lua itself: `math`.
  case standard(String)
  /// An object of a class, or a table with declared fields.
  case object(String)
  case list(ValueType)
  case function(Function, calledAs: String)
  /// The parameters of a script, or a group of them.
  case parameters([String: ValueType], isGroup: Bool)
  /// What a `for … in` loop gets values of this type from.
  case iterator([ValueType])

  var objectName: String? { if case .object(let name) = self { name } else { nil } }

  /// This type where it is also the other one's.
  func common(with other: ValueType) -> ValueType {
    switch (self, other) {
    case (.object(let a), .object(let b)) where a == b: self
    case (.module, .module): self
    case (.list(let a), .list(let b)): .list(a.common(with: b))
    default: .unknown
    }
  }
}

extension Library {
  /// The type that LuaCATS text such as `Reflection[]` or `fun(): Window` names.
  func valueType(_ text: String) -> ValueType {
    var text = text
    if text.hasSuffix("?") { text.removeLast() }
    if text.hasSuffix("[]") { return .list(valueType(String(text.dropLast(2)))) }
    if text.hasPrefix("("), text.hasSuffix(")") { return valueType(String(text.dropFirst().dropLast())) }
    if text.hasPrefix("fun(): ") { return .iterator(valueTypes(String(text.dropFirst(7)))) }
    let isNamed =
      classes.contains { $0.name == text } || types.contains { $0.name == text && !$0.fields.isEmpty }
    return isNamed ? .object(text) : .unknown
  }

  /// The types of several results.
  func valueTypes(_ returns: String) -> [ValueType] {
    TypeList.parts(returns).map { valueType(TypeList.type(of: $0)) }
  }

  /// The types of what a function gets that LuaCATS writes as `fun(spectrum: Spectrum, w): ...`.
  func parameterTypes(of luaType: String) -> [ValueType] {
    let function = TypeList.alternatives(luaType).first { $0.hasPrefix("fun(") }
    return TypeList.named(function ?? "").map { $0.type.map(valueType) ?? .unknown }
  }

  /// A class with everything that it inherits.
  func wholeClass(_ name: String) -> ClassDeclaration? { classes.first { $0.name == name }.map(complete) }
}
