import Scripting

extension ParameterValue {
  static let expected = "a number, a string, true, false, or a table of them"

  /// Tables within tables, at most: a table that holds itself is an error.
  fileprivate static let maximumDepth = 8

  /// Reads a plain value; nil: it is something else.
  init?(_ slot: LuaSlot, depth: Int = 0) throws(Mismatch) {
    if let boolean = slot.boolean {
      self = .boolean(boolean)
    } else if slot.isHeldAsInteger, let integer = slot.integer {
      self = .integer(integer)
    } else if let number = slot.number {
      self = .number(number)
    } else if let text = slot.string {
      self = .text(text)
    } else if slot.isTable {
      self = .table(try ParameterTable(slot, depth: depth))
    } else {
      return nil
    }
  }
}

extension ParameterTable {
  /// Reads a plain table of plain values.
  init(_ table: LuaSlot, depth: Int = 0) throws(Mismatch) {
    guard depth < ParameterValue.maximumDepth else { throw Mismatch("tables are nested too deeply") }
    guard !table.hasMetatable else { throw Mismatch("expected a plain table, got one with a metatable") }
    var names: [String] = []
    var others = 0
    table.forEachKey { key in
      if let name = key.string { names.append(name) } else { others += 1 }
    }
    guard others == table.listCount else { throw Mismatch("the list has a hole, or a key that is no name") }
    for place in 1...max(table.listCount, 1) where place <= table.listCount {
      list.append(
        try table.element(place) { item throws(Mismatch) in
          try Self.read(item, at: "[\(place)]", depth: depth)
        })
    }
    for name in names.sorted() {
      named[name] = try Self.read(table.value(name), at: name, depth: depth)
    }
  }

  private static func read(_ slot: LuaSlot, at place: String, depth: Int) throws(Mismatch) -> ParameterValue {
    do throws(Mismatch) {
      if let value = try ParameterValue(slot, depth: depth + 1) { return value }
      throw Mismatch("expected \(ParameterValue.expected), got \(slot.summary)")
    } catch { throw error.inside(place) }
  }
}
