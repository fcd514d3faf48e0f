extension Kind where Value == Bool {
  public static var boolean: Kind {
    Kind(expected: "true or false", luaType: "boolean", sample: "true") { $0.boolean }
  }
}

extension Kind where Value == String {
  public static var string: Kind {
    Kind(expected: "a string", luaType: "string", sample: "\"text\"") { $0.string }
  }
}

extension Kind {
  /// One of a few words.
  public static func choice(_ words: KeyValuePairs<String, Value>) -> Kind where Value: Sendable {
    let pairs = words.map { (word: $0.key, value: $0.value) }
    let quoted = pairs.map { "\"\($0.word)\"" }
    return Kind(
      expected: alternatives(quoted), luaType: quoted.joined(separator: "|"), sample: quoted.first ?? "nil"
    ) {
      slot in
      guard let word = slot.string else { return nil }
      return pairs.first { $0.word == word }?.value
    }
  }

  /// One of the words of an enumeration.
  public static func choice(of _: Value.Type) -> Kind
  where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    let quoted = Value.allCases.map { "\"\($0.rawValue)\"" }
    return Kind(
      expected: alternatives(quoted), luaType: quoted.joined(separator: "|"), sample: quoted.first ?? "nil"
    ) {
      slot in slot.string.flatMap { word in Value.allCases.first { $0.rawValue == word } }
    }
  }
}

/// `a, b or c`.
private func alternatives(_ words: [String]) -> String {
  words.count > 1 ? "\(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")" : words.joined()
}
