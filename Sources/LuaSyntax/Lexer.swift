/// Takes a Lua script apart into words. Comments and white space are left out.
public struct Lexer {
  /// Longer ones first.
  private static let symbols: [[UInt8]] = [
    "...", "<<", ">>", "//", "==", "~=", "<=", ">=", "::", "..", "+", "-", "*", "/", "%", "^", "#", "&", "~",
    "|", "<",
    ">", "=", "(", ")", "{", "}", "[", "]", ";", ":", ",", ".",
  ].map { Array($0.utf8) }

  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var isFirstOnLine = true

  /// - Parameter isFile: Whether a first line that starts with `#` is skipped, as lua does.
  public init(_ bytes: [UInt8], isFile: Bool) {
    self.bytes = bytes
    if isFile, bytes.first == UInt8(ascii: "#") {
      place = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }
  }

  /// All words, and one that marks the end.
  public static func tokens(of bytes: [UInt8], isFile: Bool = true) throws(LuaSyntaxError) -> [Token] {
    var lexer = Lexer(bytes, isFile: isFile)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  /// The next word; at the end again and again that of kind `end`.
  public mutating func next() throws(LuaSyntaxError) -> Token {
    try skipSpaceAndComments()
    let (start, startLine, isFirst) = (place, line, isFirstOnLine)
    // Also after a string of several lines.
    defer { isFirstOnLine = false }
    func token(_ kind: Token.Kind, _ text: String) -> Token {
      Token(kind: kind, text: text, line: startLine, offset: start, end: place, isFirstOnLine: isFirst)
    }
    guard let byte = peek() else { return token(.end, "") }
    if LuaName.isLetter(byte) {
      while let byte = peek(), LuaName.isLetter(byte) || LuaName.isDigit(byte) { place += 1 }
      let word = text(from: start)
      return token(LuaName.keywords.contains(word) ? .keyword : .name, word)
    }
    if LuaName.isDigit(byte) || (byte == UInt8(ascii: ".") && peek(1).map(LuaName.isDigit) == true) {
      skipNumber()
      return token(.number, text(from: start))
    }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return token(.string, try quoted(byte)) }
    if byte == UInt8(ascii: "["), let level = longBracketLevel() { return token(.string, try long(level)) }
    for symbol in Self.symbols where bytes[place...].starts(with: symbol) {
      place += symbol.count
      return token(.symbol, text(from: start))
    }
    throw LuaSyntaxError(line: line, message: "unexpected symbol")
  }

  // MARK: - Bytes

  private func peek(_ ahead: Int = 0) -> UInt8? { place + ahead < bytes.count ? bytes[place + ahead] : nil }

  private func text(from start: Int) -> String { String(decoding: bytes[start..<place], as: UTF8.self) }

  /// Steps over one byte, and counts lines.
  private mutating func advance() {
    if bytes[place] == UInt8(ascii: "\n") {
      line += 1
      isFirstOnLine = true
    }
    place += 1
  }

  private mutating func skipLine() {
    while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { place += 1 }
  }

  private mutating func skipSpaceAndComments() throws(LuaSyntaxError) {
    while let byte = peek() {
      if byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) {
        advance()
      } else if byte == UInt8(ascii: "-"), peek(1) == byte {
        place += 2
        if let level = longBracketLevel() { _ = try long(level) } else { skipLine() }
      } else {
        return
      }
    }
  }

  private mutating func skipNumber() {
    let isHexadecimal =
      peek() == UInt8(ascii: "0") && (peek(1) == UInt8(ascii: "x") || peek(1) == UInt8(ascii: "X"))
    let exponents: [UInt8] = isHexadecimal ? Array("pP".utf8) : Array("eE".utf8)
    if isHexadecimal { place += 2 }
    while let byte = peek() {
      if exponents.contains(byte), peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") {
        place += 2
      } else if LuaName.isDigit(byte) || LuaName.isLetter(byte) || byte == UInt8(ascii: ".") {
        place += 1
      } else {
        return
      }
    }
  }

  // MARK: - Strings

  /// Where `[[` or `[==[` stands: how many equals signs it has.
  private func longBracketLevel() -> Int? {
    guard peek() == UInt8(ascii: "[") else { return nil }
    var level = 0
    while peek(1 + level) == UInt8(ascii: "=") { level += 1 }
    return peek(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  private mutating func long(_ level: Int) throws(LuaSyntaxError) -> String {
    let opened = line
    place += level + 2
    let closing =
      [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
    let start = place
    while place < bytes.count {
      if bytes[place...].starts(with: closing) {
        defer { place += closing.count }
        let content = text(from: start)
        return content.hasPrefix("\n") ? String(content.dropFirst()) : content
      }
      advance()
    }
    throw LuaSyntaxError(line: opened, message: "a long string or comment is not closed")
  }

  private mutating func quoted(_ quote: UInt8) throws(LuaSyntaxError) -> String {
    let opened = line
    var content: [UInt8] = []
    place += 1
    while let byte = peek() {
      if byte == quote {
        place += 1
        return String(decoding: content, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        place += 1
        guard let escaped = peek() else { break }
        advance()
        let plain: [UInt8: UInt8] = [0x6E: 0x0A, 0x74: 0x09, 0x72: 0x0D]
        if escaped == UInt8(ascii: "z") {
          while let space = peek(), space == 0x20 || (0x09...0x0D).contains(space) { advance() }
        } else {
          // Escapes by number stand for themselves here: no name has any.
          content.append(plain[escaped] ?? escaped)
        }
      } else if byte == UInt8(ascii: "\n") {
        break
      } else {
        content.append(byte)
        place += 1
      }
    }
    throw LuaSyntaxError(line: opened, message: "a string is not closed")
  }
}
