import LuaSyntax
import Scripting

extension ParameterSchema {
  /// Reads `{ window = 128, threshold = { 1.15, min = 0 }, mask = { open = 15 }, … }`.
  init(_ table: LuaSlot) throws(Mismatch) {
    let fields = try ParameterTable(table)
    if let first = fields.list.first { throw Mismatch("\(first.luaText) stands here without a name") }
    try declare(fields.named, in: nil)
  }

  private mutating func declare(_ fields: [String: ParameterValue], in group: String?) throws(Mismatch) {
    for (word, value) in fields.sorted(by: { $0.key < $1.key }) {
      let name = group.map { "\($0).\(word)" } ?? word
      guard LuaName.isName(word) else {
        throw Mismatch("a name consists of letters, digits and _, and is no word of Lua's", at: name)
      }
      guard name != "with" else {
        throw Mismatch("no parameter can be called that, as a method is", at: "with")
      }
      guard let table = value.table, !table.named.isEmpty else {
        add(Self.entry(name, value))
        continue
      }
      if ParameterDeclarationKeys.isDeclaration(table) {
        add(try ParameterDeclarationKeys(table, of: name).entry)
      } else {
        addGroup(name)
        try declare(table.named, in: name)
      }
    }
  }

  /// A parameter of which only the default is given.
  private static func entry(_ name: String, _ value: ParameterValue) -> ParameterEntry {
    ParameterEntry(name: name, type: .of(value), standard: value)
  }
}

extension ParameterEntry.ValueType {
  /// What a default says of the type.
  fileprivate static func of(_ value: ParameterValue) -> Self {
    switch value {
    case .integer, .number: .number
    case .text: .string
    case .boolean: .boolean
    case .table: .list
    }
  }
}

/// `{ 128, min = 16, unit = "px", help = "…" }`: a declaration, told from a group by such a key.
private struct ParameterDeclarationKeys {
  static let names = ["type", "min", "max", "choices", "unit", "help"]

  private let table: ParameterTable
  private let name: String

  /// Whether a table declares one parameter; a table with a value by place does, or means to.
  static func isDeclaration(_ table: ParameterTable) -> Bool {
    !table.list.isEmpty || table.named.keys.contains(where: names.contains)
  }

  init(_ table: ParameterTable, of name: String) throws(Mismatch) {
    self.table = table
    self.name = name
    if let key = table.named.keys.filter({ !Self.names.contains($0) }).min() {
      throw Mismatch(
        "unknown key \"\(key)\"\(NearestName.hint(key, among: Self.names)); a declaration has a default, and any of "
          + Self.names.joined(separator: ", "), at: name)
    }
    guard table.list.count <= 1 else {
      throw Mismatch(
        "a declaration has one default; a list of values is written { { 1, 2 }, help = … }", at: name)
    }
  }

  var entry: ParameterEntry {
    get throws(Mismatch) {
      var entry = ParameterEntry(name: name, type: try type, standard: table.list.first)
      entry.minimum = try key("min", "a number", \.number)
      entry.maximum = try key("max", "a number", \.number)
      entry.choices = try key("choices", "a list", \.list) ?? []
      entry.unit = try key("unit", "a string", \.text)
      entry.help = try key("help", "a string", \.text)
      guard entry.limits == nil || [.number, .integer, .list].contains(entry.type) else {
        throw Mismatch("only numbers have min and max", at: name)
      }
      return entry
    }
  }

  private var type: ParameterEntry.ValueType {
    get throws(Mismatch) {
      if let word = try key("type", "a string", \.text) {
        guard let type = ParameterEntry.ValueType(rawValue: word) else {
          let known = ParameterEntry.ValueType.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
          throw Mismatch("expected one of \(known), got \"\(word)\"", at: "\(name).type")
        }
        return type
      }
      if let standard = table.list.first { return .of(standard) }
      guard table.named["min"] != nil || table.named["max"] != nil else {
        throw Mismatch(
          "give a default as the first value, or a type such as type = \"number\"", at: name)
      }
      return .number
    }
  }

  private func key<Value>(
    _ key: String, _ expected: String, _ read: (ParameterValue) -> Value?
  ) throws(Mismatch) -> Value? {
    guard let given = table.named[key] else { return nil }
    if let value = read(given) { return value }
    throw Mismatch("expected \(expected), got \(given.summary)", at: "\(name).\(key)")
  }
}

// MARK: - As an argument

extension Kind where Value == ParameterSchema {
  static var parameterSchema: Kind {
    Kind(
      expected: "a table of parameters { name = default, … }", luaType: "table",
      sample: "{ window = 128, threshold = { 1.15, min = 0 }, mask = { open = 15 } }"
    ) { slot throws(Mismatch) in slot.isTable ? try ParameterSchema(slot) : nil }
  }
}
