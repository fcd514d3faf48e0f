extension Parser {
  /// Links of a chain of operators or calls, at most: each is one level of the tree.
  private static let longestChain = 2000

  private static let unaryOperators = ["not", "-", "#", "~"]
  private static let unaryPriority = 12

  /// Left and right priority.
  private static let priorities: [String: (left: Int, right: Int)] = [
    "or": (1, 1), "and": (2, 2), "<": (3, 3), ">": (3, 3), "<=": (3, 3), ">=": (3, 3), "~=": (3, 3),
    "==": (3, 3),
    "|": (4, 4), "~": (5, 5), "&": (6, 6), "<<": (7, 7), ">>": (7, 7), "..": (9, 8), "+": (10, 10),
    "-": (10, 10),
    "*": (11, 11), "/": (11, 11), "//": (11, 11), "%": (11, 11), "^": (14, 13),
  ]

  mutating func expressions() throws(LuaSyntaxError) -> [Expression] {
    var list = [try expression()]
    while accept(",") { list.append(try expression()) }
    return list
  }

  mutating func expression(above limit: Int = 0) throws(LuaSyntaxError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else {
      throw LuaSyntaxError(line: token.line, message: "expressions are nested too deeply")
    }
    var left: Expression
    if Self.unaryOperators.contains(where: at) {
      let symbol = advance().text
      left = .unary(symbol, try expression(above: Self.unaryPriority))
    } else {
      left = try simple()
    }
    var links = 0
    while token.kind == .symbol || token.kind == .keyword, let priority = Self.priorities[token.text],
      priority.left > limit
    {
      try count(&links)
      let symbol = advance().text
      left = .binary(symbol, left, try expression(above: priority.right))
    }
    return left
  }

  private mutating func simple() throws(LuaSyntaxError) -> Expression {
    switch token.kind {
    case .number: return .literal(advance().text)
    case .string: return .string(advance().text)
    default: break
    }
    if ["nil", "true", "false", "..."].contains(where: at) { return .literal(advance().text) }
    if at("{") { return .table(try table()) }
    if accept("function") { return .function(try functionBody(nil)) }
    return try suffixed()
  }

  mutating func suffixed() throws(LuaSyntaxError) -> Expression {
    var result: Expression
    if accept("(") {
      result = .parentheses(try expression())
      try expect(")")
    } else {
      result = .name(try name())
    }
    var links = 0
    while true {
      try count(&links)
      if accept(".") {
        result = .field(result, try name())
      } else if accept("[") {
        let key = token
        let expression = try expression()
        try expect("]")
        if case .string(let text) = expression {
          let token = Token(
            kind: .name, text: text, line: key.line, offset: key.offset, end: key.end, isFirstOnLine: false)
          result = .field(result, Name(token))
        } else {
          result = .element(result, key: expression)
        }
      } else if accept(":") {
        result = .call(try call(of: result, method: try name()))
      } else if at("(") || at("{") || token.kind == .string {
        result = .call(try call(of: result, method: nil))
      } else {
        return result
      }
    }
  }

  private func count(_ links: inout Int) throws(LuaSyntaxError) {
    links += 1
    guard links <= Self.longestChain else {
      throw LuaSyntaxError(line: token.line, message: "this expression has too many parts to be followed")
    }
  }

  private mutating func call(of callee: Expression, method: Name?) throws(LuaSyntaxError) -> Call {
    let opening = token
    var arguments: [Expression] = []
    if opening.kind == .string {
      arguments = [.string(advance().text)]
    } else if at("{") {
      arguments = [.table(try table())]
    } else {
      try expect("(")
      if !at(")") { arguments = try expressions() }
      try expect(")")
    }
    return Call(
      callee: callee, method: method, arguments: arguments, line: opening.line,
      startsLine: opening.isFirstOnLine && opening.kind == .symbol && opening.text == "(")
  }

  private mutating func table() throws(LuaSyntaxError) -> TableConstructor {
    let line = token.line
    var items: [(TableConstructor.Key, Expression)] = []
    try expect("{")
    while !accept("}") {
      if accept("[") {
        let key = try expression()
        try expect("]")
        try expect("=")
        items.append((.computed(key), try expression()))
      } else if token.kind == .name, place + 1 < tokens.count, tokens[place + 1].text == "=",
        tokens[place + 1].kind == .symbol
      {
        let name = try name()
        try expect("=")
        items.append((.name(name), try expression()))
      } else {
        items.append((.place, try expression()))
      }
      if !at("}"), !accept(",") { try expect(";") }
    }
    return TableConstructor(items: items.map { (key: $0.0, value: $0.1) }, line: line)
  }
}
