import LuaSyntax

/// Lua text that is data: it returns numbers, texts, true, false and tables of them.
///
/// What it may be made of leaves out names for values, calls, what is in a text's metatable, loops and the joining of texts:
/// no part of it can run twice or grow, so that reading it takes time and memory in proportion to its length, whoever
/// wrote it.
enum DataText {
  private static let keywords: Set<String> = ["return", "true", "false", "nil"]
  private static let symbols: Set<String> = [
    "{", "}", "[", "]", "(", ")", "=", ",", ";", "+", "-", "*", "/", "//", "%", "^",
  ]

  /// Throws when a text is anything else, or cannot be taken apart. Whether it is well formed is for Lua to tell.
  ///
  /// - Parameter name: What a message calls it.
  static func check(_ text: [UInt8], name: String) throws(ScriptError) {
    let tokens: [Token]
    do throws(LuaSyntaxError) {
      tokens = try Lexer.tokens(of: text, isFile: false)
    } catch { throw .failed("\(name):\(error.line): \(error.message)") }
    for (token, next) in zip(tokens, tokens.dropFirst()) {
      guard let odd = !isData(token, before: next) ? token : isApplied(token, to: next) ? next : nil else {
        continue
      }
      let found = odd.kind == .string ? "a text" : "\"\(odd.text)\""
      throw .failed(
        "\(name):\(odd.line): \(found) cannot stand here: only numbers, texts, true, false and tables of them can"
      )
    }
  }

  /// Whether a value is called or asked for a field: `("x")["rep"]`, `{ }"x"`.
  private static func isApplied(_ token: Token, to next: Token) -> Bool {
    let endsValue = token.kind == .string || token.kind == .symbol && [")", "]", "}"].contains(token.text)
    let applies = next.kind == .string || next.kind == .symbol && ["(", "[", "{"].contains(next.text)
    return endsValue && applies
  }

  private static func isData(_ token: Token, before next: Token) -> Bool {
    switch token.kind {
    case .name: next.kind == .symbol && next.text == "="
    case .keyword: keywords.contains(token.text)
    case .symbol: symbols.contains(token.text)
    case .number, .string, .end: true
    }
  }
}
