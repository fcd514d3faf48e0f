import LuaSyntax

/// A value that is written down in a script, as far as its type goes.
enum Literal {
  case number
  case string(String)
  case boolean(String)
  case empty
  case table
  case function

  /// nil: what it is shows only when the script runs.
  init?(_ expression: Expression) {
    switch expression {
    case .literal("nil"): self = .empty
    case .literal("..."): return nil
    case .literal(let word): self = ["true", "false"].contains(word) ? .boolean(word) : .number
    case .string(let text): self = .string(text)
    case .table: self = .table
    case .function: self = .function
    case .unary("-", let operand):
      guard let literal = Literal(operand), case .number = literal else { return nil }
      self = .number
    default: return nil
    }
  }

  var summary: String {
    switch self {
    case .number: "a number"
    case .string(let text): "a string \"\(text)\""
    case .boolean(let word): word
    case .empty: "nil"
    case .table: "a table"
    case .function: "a function"
    }
  }

  /// Whether it may be of a type that LuaCATS writes so.
  func fits(_ luaType: String, isRequired: Bool) -> Bool {
    if case .empty = self { return !isRequired || luaType.hasSuffix("?") }
    return TypeList.alternatives(luaType).contains(where: fitsOne)
  }

  private func fitsOne(_ type: String) -> Bool {
    let scalars = ["number", "integer", "string", "boolean", "true", "false"]
    if type == "any" { return true }
    switch self {
    case .number: return ["number", "integer"].contains(type)
    case .string(let text): return type == "string" || type == "\"\(text)\""
    case .boolean(let word): return type == "boolean" || type == word
    case .function: return type.hasPrefix("fun")
    case .table: return !scalars.contains(type) && !type.hasPrefix("\"") && !type.hasPrefix("fun")
    case .empty: return true
    }
  }
}
