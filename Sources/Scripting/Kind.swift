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
