import Scripting

/// A value that a parameter can have: what can be written down in a file of parameters.
enum ParameterValue: Equatable {
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case table(ParameterTable)

  static func list(_ values: [ParameterValue]) -> ParameterValue { .table(ParameterTable(list: values)) }

  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }

  var table: ParameterTable? { if case .table(let table) = self { table } else { nil } }

  /// The elements of a table without names.
  var list: [ParameterValue]? { table.flatMap { $0.named.isEmpty ? $0.list : nil } }

  /// The value as one writes it in Lua.
  var luaText: String {
    switch self {
    case .boolean(let value): return "\(value)"
    case .integer(let value): return "\(value)"
    case .number(let value):
      if value.isNaN { return "0/0" }
      return value.isInfinite ? (value < 0 ? "-math.huge" : "math.huge") : "\(value)"
    case .text(let text): return LuaText.quoted(text)
    case .table(let table):
      let items =
        table.list.map(\.luaText)
        + table.named.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.luaText)" }
      return items.isEmpty ? "{}" : "{ \(items.joined(separator: ", ")) }"
    }
  }

  /// What came, for an error message.
  var summary: String {
    switch self {
    case .text: "a string \(luaText)"
    case .table: "the table \(luaText)"
    default: luaText
    }
  }
}

/// The contents of a Lua table: values by place and values by name.
struct ParameterTable: Equatable {
  var list: [ParameterValue] = []
  var named: [String: ParameterValue] = [:]
}

extension ParameterValue: ScriptValue {
  func push(onto frame: CallFrame) {
    switch self {
    case .boolean(let value): value.push(onto: frame)
    case .integer(let value): value.push(onto: frame)
    case .number(let value): value.push(onto: frame)
    case .text(let text): text.push(onto: frame)
    case .table(let table) where table.named.isEmpty: table.list.push(onto: frame)
    case .table(let table):
      Record(table.named.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, open: true).push(onto: frame)
    }
  }
}
