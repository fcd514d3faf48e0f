/// Reads a table of named fields, for kinds that are made of several values: points, regions, lines.
public struct FieldReader {
  let table: LuaSlot

  /// The field, which must be there.
  public func required<Value>(_ name: String, _ kind: Kind<Value>) throws(Mismatch) -> Value {
    if let value = try optional(name, kind) { return value }
    throw Mismatch("expected \(kind.expected), got nothing", at: name)
  }

  /// The field, or nil when it is not given.
  public func optional<Value>(_ name: String, _ kind: Kind<Value>) throws(Mismatch) -> Value? {
    let slot = table.field(name)
    defer { table.dropField() }
    guard !slot.isNil else { return nil }
    do throws(Mismatch) { return try kind.value(of: slot) } catch { throw error.inside(name) }
  }
}

extension FieldReader {
  /// Which of these fields are given.
  public func given(_ names: [String]) -> [String] { names.filter(table.hasField) }
}

extension LuaSlot {
  /// Whether this is a table with a field of that name.
  public func hasField(_ name: String) -> Bool {
    guard isTable else { return false }
    defer { dropField() }
    return !field(name).isNil
  }

  /// Reads a plain table that may have the fields named and no others.
  ///
  /// - Parameter what: What a field is called in messages: `"field"`.
  public func readFields<Value>(
    _ what: String, _ names: [String], _ read: (FieldReader) throws(Mismatch) -> Value
  ) throws(Mismatch) -> Value {
    try checkFields(names, what: what)
    return try read(FieldReader(table: self))
  }

  /// Reads a plain table that may have the fields declared and no others.
  public func readFields<Value>(
    of type: TypeDeclaration, _ read: (FieldReader) throws(Mismatch) -> Value
  ) throws(Mismatch) -> Value {
    try readFields("field", type.fields.map(\.name), read)
  }
}
