/// Reads Lua 5.4 into a tree. It is meant for scripts that Lua itself has accepted.
public struct Parser {
  let tokens: [Token]
  var place = 0
  /// Brackets within brackets, as Lua limits them.
  var depth = 0

  /// The tree of a whole script.
  public static func parse(_ bytes: [UInt8]) throws(LuaSyntaxError) -> Block {
    var parser = Parser(tokens: try Lexer.tokens(of: bytes))
    let block = try parser.block()
    guard parser.token.kind == .end else { throw parser.unexpected() }
    return block
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  // MARK: - Tokens

  var token: Token { tokens[min(place, tokens.count - 1)] }

  func unexpected() -> LuaSyntaxError {
    LuaSyntaxError(
      line: token.line, message: token.kind == .end ? "unexpected end" : "unexpected '\(token.text)'")
  }

  func at(_ text: String) -> Bool {
    token.text == text && (token.kind == .symbol || token.kind == .keyword)
  }

  @discardableResult
  mutating func advance() -> Token {
    defer { place += 1 }
    return token
  }

  mutating func accept(_ text: String) -> Bool {
    guard at(text) else { return false }
    place += 1
    return true
  }

  mutating func expect(_ text: String) throws(LuaSyntaxError) {
    guard accept(text) else { throw unexpected() }
  }

  mutating func name() throws(LuaSyntaxError) -> Name {
    guard token.kind == .name else { throw unexpected() }
    return Name(advance())
  }

  private mutating func names() throws(LuaSyntaxError) -> [Name] {
    var names = [try name()]
    while accept(",") { names.append(try name()) }
    return names
  }

  // MARK: - Statements

  private mutating func block() throws(LuaSyntaxError) -> Block {
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else { throw LuaSyntaxError(line: token.line, message: "blocks are nested too deeply") }
    var block = Block()
    while token.kind != .end, !["end", "else", "elseif", "until"].contains(where: at) {
      if accept("return") {
        let ends = token.kind == .end || ["end", "else", "elseif", "until", ";"].contains(where: at)
        block.statements.append(.leave(ends ? [] : try expressions()))
        _ = accept(";")
        break
      }
      block.statements.append(try statement())
    }
    return block
  }

  private mutating func blockAndEnd() throws(LuaSyntaxError) -> Block {
    let block = try block()
    try expect("end")
    return block
  }

  private mutating func statement() throws(LuaSyntaxError) -> Statement {
    if accept(";") || accept("break") { return .jump }
    if accept("::") {
      _ = try name()
      try expect("::")
      return .jump
    }
    if accept("goto") {
      _ = try name()
      return .jump
    }
    if accept("do") { return .scope(try blockAndEnd()) }
    if accept("while") {
      let condition = try expression()
      try expect("do")
      return .loop(condition: condition, try blockAndEnd())
    }
    if accept("repeat") {
      let body = try block()
      try expect("until")
      return .repeated(body, until: try expression())
    }
    if accept("if") { return try branch() }
    if accept("for") { return try loop() }
    if at("function") { return try functionStatement() }
    if accept("local") { return try local() }
    return try expressionStatement()
  }

  private mutating func branch() throws(LuaSyntaxError) -> Statement {
    var branches: [(Expression, Block)] = []
    repeat {
      let condition = try expression()
      try expect("then")
      branches.append((condition, try block()))
    } while accept("elseif")
    let otherwise: Block? = accept("else") ? try block() : nil
    try expect("end")
    return .branch(branches, otherwise: otherwise)
  }

  private mutating func loop() throws(LuaSyntaxError) -> Statement {
    let names = try names()
    if names.count == 1, accept("=") {
      let limits = try expressions()
      try expect("do")
      return .count(names[0], limits, try blockAndEnd())
    }
    try expect("in")
    let values = try expressions()
    try expect("do")
    return .iterate(names, values, try blockAndEnd())
  }

  private mutating func functionStatement() throws(LuaSyntaxError) -> Statement {
    try expect("function")
    var target = Expression.name(try name())
    var selfName: Name?
    while at(".") || at(":") {
      let separator = advance()
      target = .field(target, try name())
      if separator.text == ":" {
        selfName = Name(
          Token(
            kind: .name, text: "self", line: separator.line, offset: separator.offset, end: separator.end,
            isFirstOnLine: false))
        break
      }
    }
    return .function(target: target, try functionBody(selfName))
  }

  private mutating func local() throws(LuaSyntaxError) -> Statement {
    if accept("function") {
      let name = try name()
      return .localFunction(name, try functionBody(nil))
    }
    var names: [Name] = []
    repeat {
      var declared = try name()
      if accept("<") {
        declared.isConstant = try name().text == "const"
        try expect(">")
      }
      names.append(declared)
    } while accept(",")
    let values = accept("=") ? try expressions() : []
    // Lua keeps the value of such a constant in the code; others are variables that cannot be set.
    for place in names.indices where !values.indices.contains(place) || !values[place].isFolded {
      names[place].isConstant = false
    }
    return .local(names, values)
  }

  private mutating func expressionStatement() throws(LuaSyntaxError) -> Statement {
    let first = try suffixed()
    if case .call(let call) = first, !at("="), !at(",") { return .call(call) }
    var targets = [first]
    while accept(",") { targets.append(try suffixed()) }
    try expect("=")
    return .assignment(targets, try expressions())
  }

  mutating func functionBody(_ selfName: Name?) throws(LuaSyntaxError) -> FunctionBody {
    let line = token.line
    var parameters = selfName.map { [$0] } ?? []
    try expect("(")
    while !accept(")") {
      if !accept("...") { parameters.append(try name()) }
      if !at(")") { try expect(",") }
    }
    return FunctionBody(parameters: parameters, body: try blockAndEnd(), line: line)
  }
}
