/// What a declared argument, option or field may be, and how it is read.
public struct Kind<Value>: Sendable {
  /// What is expected, to complete "expected …": `a whole number from 1 to 64`.
  public let expected: String
  /// The type as LuaCATS writes it: `integer`, `Image`, `"hann"|"hamming"`.
  public let luaType: String
  /// A Lua expression of a valid value: for examples and for tests driven by the declarations.
  public let sample: String
  /// Reads the value; nil when it is not what is expected.
  public let read: @Sendable (LuaSlot) throws(Mismatch) -> Value?

  public init(
    expected: String, luaType: String, sample: String,
    read: @escaping @Sendable (LuaSlot) throws(Mismatch) -> Value?
  ) {
    self.expected = expected
    self.luaType = luaType
    self.sample = sample
    self.read = read
  }

  /// Reads the value, or tells what was expected and what came.
  public func value(of slot: LuaSlot) throws(Mismatch) -> Value {
    if let value = try read(slot) { return value }
    throw Mismatch("expected \(expected), got \(slot.summary)")
  }

  /// The same kind with another sample.
  public func sample(_ sample: String) -> Kind {
    Kind(expected: expected, luaType: luaType, sample: sample, read: read)
  }

  /// The same kind, of which the value is passed through `convert` (nil: not what is expected).
  public func map<Other>(
    expected: String? = nil, _ convert: @escaping @Sendable (Value) -> Other?
  ) -> Kind<Other> {
    Kind<Other>(expected: expected ?? self.expected, luaType: luaType, sample: sample) {
      slot throws(Mismatch) in
      guard let value = try read(slot) else { return nil }
      return convert(value)
    }
  }
}

// MARK: - Numbers

extension Kind where Value == Int {
  /// A whole number, also one stored as a float, within a range.
  public static func integer(_ range: ClosedRange<Int> = Int.min...Int.max) -> Kind {
    let limits =
      switch (range.lowerBound, range.upperBound) {
      case (.min, .max): ""
      case (let low, .max): " of \(low) or more"
      case (.min, let high): " of \(high) or less"
      case (let low, let high): " from \(low) to \(high)"
      }
    let sample = range.contains(1) ? 1 : range.lowerBound == .min ? range.upperBound : range.lowerBound
    return Kind(expected: "a whole number" + limits, luaType: "integer", sample: "\(sample)") { slot in
      slot.integer.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// An odd whole number within a range.
  public static func oddInteger(_ range: ClosedRange<Int>) -> Kind {
    integer(range).map(expected: "an odd whole number from \(range.lowerBound) to \(range.upperBound)") {
      $0 % 2 == 0 ? nil : $0
    }
  }

  public static func integer(_ range: PartialRangeFrom<Int>) -> Kind { integer(range.lowerBound...Int.max) }
}

extension Kind {
  /// The same kind, or nil.
  public var orNil: Kind<Value?> {
    Kind<Value?>(expected: expected + " or nil", luaType: luaType + "?", sample: sample) {
      slot throws(Mismatch) in
      if slot.isNil { return .some(nil) }
      guard let value = try read(slot) else { return nil }
      return .some(value)
    }
  }
}

extension Kind where Value == Double {
  /// A finite number.
  public static var number: Kind {
    Kind(expected: "a finite number", luaType: "number", sample: "1.5") { slot in
      slot.number.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// A number, NaN and the infinities included.
  public static var anyNumber: Kind {
    Kind(expected: "a number", luaType: "number", sample: "1.5") { $0.number }
  }

  /// A finite number above 0.
  public static var positive: Kind {
    number.map(expected: "a positive number") { $0 > 0 ? $0 : nil }
  }

  /// A finite number of 0 or more.
  public static var nonNegative: Kind {
    number.map(expected: "a number of 0 or more") { $0 >= 0 ? $0 : nil }
  }

  /// A number within a closed range.
  public static func number(_ range: ClosedRange<Double>) -> Kind {
    number.map(expected: "a number from \(range.lowerBound) to \(range.upperBound)") {
      range.contains($0) ? $0 : nil
    }.sample("\(range.lowerBound)")
  }
}

// MARK: - Words and switches

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

// MARK: - Functions, objects, alternatives

extension Kind where Value == LuaFunction {
  public static func function(_ signature: String) -> Kind {
    Kind(
      expected: "a function(\(signature))", luaType: "fun(\(signature)): any",
      sample: "function() return 1 end"
    ) {
      $0.function
    }
  }
}

extension Kind where Value: ScriptObject {
  /// A handle of this class.
  public static func object(sample: String) -> Kind {
    let name = Value.className
    let article = "AEIOU".contains(name.first ?? "x") ? "an" : "a"
    return Kind(expected: "\(article) \(name)", luaType: name, sample: sample) { slot throws(Mismatch) in
      if slot.isReleased { throw Mismatch("this \(name) was closed and cannot be used any more") }
      return slot.object()
    }
  }
}

extension Kind {
  /// A handle of a class, for what changes its object in place.
  public static func reference<Object: ScriptObject>(to kind: Kind<Object>) -> Kind
  where Value == Reference<Object> {
    Kind(expected: kind.expected, luaType: kind.luaType, sample: kind.sample) { slot throws(Mismatch) in
      if slot.isReleased { throw Mismatch("this \(Object.className) was closed and cannot be used any more") }
      return slot.reference()
    }
  }

  /// A value of this kind or of another one, tried in this order.
  public func or(_ other: Kind<Value>) -> Kind<Value> {
    Kind(
      expected: "\(expected) or \(other.expected)", luaType: "\(luaType)|\(other.luaType)", sample: sample
    ) { slot throws(Mismatch) in
      if let value = try read(slot) { return value }
      return try other.read(slot)
    }
  }

  /// A plain Lua list of such values.
  public static func list<Element>(of element: Kind<Element>, count: ClosedRange<Int> = 0...100_000) -> Kind
  where Value == [Element] {
    Kind(
      expected: "a list { … }, each \(element.expected)", luaType: "(\(element.luaType))[]",
      sample: "{ \(element.sample) }"
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return nil }
      guard count.contains(slot.listCount) else {
        throw Mismatch("expected \(count.lowerBound) to \(count.upperBound) elements, got \(slot.listCount)")
      }
      var values: [Element] = []
      for place in 1...max(slot.listCount, 1) where place <= slot.listCount {
        values.append(
          try slot.element(place) { item throws(Mismatch) in
            do throws(Mismatch) { return try element.value(of: item) } catch {
              throw error.inside("[\(place)]")
            }
          })
      }
      // A list with names in it is a slip: { row = 1 } where { { row = 1 } } was meant.
      if slot.listCount == 0, let name = slot.firstName {
        throw Mismatch("expected a list, got a table with the field \"\(name)\"")
      }
      return values
    }
  }
}

extension LuaSlot {
  /// Some name used as a key in a table, if there is one.
  var firstName: String? {
    var names: [String] = []
    forEach { key, _ in if let name = key.string { names.append(name) } }
    return names.min()
  }
}
