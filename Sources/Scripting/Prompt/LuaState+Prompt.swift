import CLuaBridge
import LuaSyntax

extension LuaState {
  /// What became of a text entered at a prompt.
  public enum Entered {
    /// A statement that goes on in the next line.
    case incomplete
    /// Its results, each as one line.
    case results([String])
  }

  /// Runs what was entered at a prompt: an expression, of which the results are told, or statements.
  ///
  /// A text that begins with `local` makes globals, so that the next line sees them.
  public func enter(_ text: String) throws(Failure) -> Entered {
    // As lua does: `=x` shows x.
    let text = text.hasPrefix("=") ? "return " + text.dropFirst() : Self.keepingLocals(text)
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    if load("return \(text)") != LUA_OK {
      lua_settop(L, base)
      guard load(text) == LUA_OK else {
        let failure = failure()
        if failure.text.hasSuffix("<eof>") { return .incomplete }
        throw failure
      }
    }
    guard fringe_call(L, 0, LUA_MULTRET, true) == LUA_OK else { throw failure() }
    guard !isInterrupted else { throw failure(saying: "interrupted") }
    let frame = CallFrame(state: self, L: L)
    return .results((base..<lua_gettop(L)).map { frame.slot(Int($0) + 1).line })
  }

  private func load(_ text: String) -> Int32 {
    let code = Array(text.utf8)
    return (code + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load(L, $0.baseAddress, code.count, "=prompt") }
    }
  }

  /// `local a, b = …` without `local`; what has an attribute stays as it is.
  static func keepingLocals(_ text: String) -> String {
    guard let tokens = try? Lexer.tokens(of: Array(text.utf8), isFile: false), tokens[0].text == "local",
      tokens[0].kind == .keyword
    else { return text }
    let bytes = Array(text.utf8)
    let rest = String(decoding: bytes[(tokens[0].offset + 5)...], as: UTF8.self)
    let isName = { (place: Int) in place < tokens.count && tokens[place].kind == .name }
    if tokens[1].text == "function" { return rest }
    guard isName(1) else { return text }
    var place = 2
    while tokens[place].text == ",", isName(place + 1) { place += 2 }
    if tokens[place].kind == .symbol, tokens[place].text == "<" { return text }
    return tokens[place].kind == .end ? rest + " = nil" : rest
  }
}

extension LuaSlot {
  /// The name under which a script knows a function of the API: `image:bin`; nil: it is none.
  public var functionName: String? {
    guard isFunction else { return nil }
    return frame.state.functionNames[fringe_function_id(frame.L, index)]
  }

  /// The class of a handle.
  public var className: String? { box?.className }

  // MARK: - As one line

  private static let longestLine = 160
  private static let mostElements = 12

  /// The value as one line, for a person; a table with what is in it.
  public var line: String {
    if let functionName { return "function \(functionName); help \"\(functionName)\" tells what it does" }
    return isTable && !isDescribed ? contents(depth: 0) : Self.joined(text)
  }

  /// Whether `tostring` has more to say than an address or what is in a table.
  public var isDescribed: Bool { !isRecord && !text.hasPrefix("table: 0x") }

  /// What `tostring` shows of the value.
  public var text: String {
    frame.reserve()
    fringe_push_text(frame.L, index)
    defer { fringe_pop(frame.L, 1) }
    return LuaSlot(frame: frame, index: lua_gettop(frame.L)).string ?? ""
  }

  private static func joined(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
  }

  private func contents(depth: Int) -> String {
    guard depth < 2 else { return "{…}" }
    var items: [String] = []
    for place in 1...max(listCount, 1) where place <= min(listCount, Self.mostElements) {
      items.append(element(place) { item in item.inner(depth: depth + 1) })
    }
    if listCount > Self.mostElements { items.append("… \(listCount) in all") }
    var names: [String] = []
    forEachKey { key in if let name = key.string { names.append(name) } }
    for name in names.sorted().prefix(Self.mostElements) {
      items.append("\(name) = \(value(name).inner(depth: depth + 1))")
    }
    if names.count > Self.mostElements { items.append("… \(names.count) names in all") }
    let line = items.isEmpty ? "{}" : "{ \(items.joined(separator: ", ")) }"
    return line.count <= Self.longestLine ? line : line.prefix(Self.longestLine - 3) + "… }"
  }

  private func inner(depth: Int) -> String {
    if let string { return "\"\(Self.joined(string))\"" }
    return isTable && !isDescribed ? contents(depth: depth) : isFunction ? "function" : Self.joined(text)
  }
}
