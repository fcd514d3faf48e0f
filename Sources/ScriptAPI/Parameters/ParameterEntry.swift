import Scripting

/// One declared parameter: what it may be, and what it is when nobody says.
struct ParameterEntry {
  enum ValueType: String, CaseIterable {
    case number, integer, string, boolean, path, list
  }

  /// With its groups: `mask.threshold`.
  let name: String
  let type: ValueType
  var standard: ParameterValue?
  /// Limits of a number, or of the numbers in a list.
  var minimum: Double?
  var maximum: Double?
  /// The only values that are possible; empty: any.
  var choices: [ParameterValue] = []
  var unit: String?
  var help: String?

  /// What is expected, to complete "expected …".
  var expected: String {
    if !choices.isEmpty { return "one of " + choices.map(\.luaText).joined(separator: ", ") }
    let limits = limits.map { (maximum == nil || minimum == nil ? " of " : " from ") + $0 } ?? ""
    switch type {
    case .number: return "a number" + limits
    case .integer: return "a whole number" + limits
    case .string: return "a string"
    case .boolean: return "true or false"
    case .path: return "a path"
    case .list:
      return "a list" + (holdsNumbers ? " of numbers" + limits : holdsTexts ? " of strings" : "")
    }
  }

  /// The range in words, or nil where there is none.
  var limits: String? {
    switch (minimum, maximum) {
    case (nil, nil): nil
    case (let low?, nil): "\(Self.text(low)) or more"
    case (nil, let high?): "\(Self.text(high)) or less"
    case (let low?, let high?): "\(Self.text(low)) to \(Self.text(high))"
    }
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  /// Whether the elements of a list have to be numbers, as those of the default are.
  private var holdsNumbers: Bool { elements { $0.number != nil } || minimum != nil || maximum != nil }

  /// Whether the elements of a list have to be strings.
  private var holdsTexts: Bool { elements { $0.text != nil } }

  private func elements(_ test: (ParameterValue) -> Bool) -> Bool {
    guard let values = standard?.list, !values.isEmpty else { return false }
    return values.allSatisfy(test)
  }
}

// MARK: - Values

extension ParameterEntry {
  /// The value as it is used, or why it cannot be.
  ///
  /// - Parameter folder: Where a relative path starts, without a slash at its end; empty: the current folder.
  func accept(_ value: ParameterValue, relativeTo folder: String) throws(Mismatch) -> ParameterValue {
    guard let accepted = converted(value, relativeTo: folder), choices.isEmpty || choices.contains(value)
    else {
      throw Mismatch("expected \(expected), got \(value.summary)", at: name)
    }
    return accepted
  }

  private func converted(_ value: ParameterValue, relativeTo folder: String) -> ParameterValue? {
    switch (type, value) {
    case (.number, _): return isWithinLimits(value) ? value : nil
    case (.integer, _):
      guard isWithinLimits(value), let whole = value.number.flatMap(Int.init(exactly:)) else { return nil }
      return .integer(whole)
    case (.string, .text), (.boolean, .boolean): return value
    case (.path, .text(let path)) where !path.isEmpty && !path.utf8.contains(0):
      return .text(folder.isEmpty || folder == "." || path.hasPrefix("/") ? path : "\(folder)/\(path)")
    case (.list, _):
      guard let values = value.list else { return nil }
      if holdsNumbers, !values.allSatisfy(isWithinLimits) { return nil }
      if holdsTexts, !values.allSatisfy({ $0.text != nil }) { return nil }
      return value
    default: return nil
    }
  }

  private func isWithinLimits(_ value: ParameterValue) -> Bool {
    guard let number = value.number else { return false }
    if let minimum, !(number >= minimum) { return false }
    if let maximum, !(number <= maximum) { return false }
    return true
  }

  // MARK: - As text on the command line

  /// The value that a text such as `128`, `true` or `5,10` stands for; nil when it is none of this type.
  func value(of text: String) -> ParameterValue? {
    switch type {
    case .number, .integer: return Self.number(text)
    case .boolean: return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
    case .string, .path: return .text(text)
    case .list:
      let items = text.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
      if items == [""] { return .list([]) }
      if holdsTexts { return .list(items.map(ParameterValue.text)) }
      return .list(items.map { Self.number($0) ?? .text($0) })
    }
  }

  private static func number(_ text: String) -> ParameterValue? {
    if let integer = Int(text) { return .integer(integer) }
    return Double(text).map(ParameterValue.number)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
