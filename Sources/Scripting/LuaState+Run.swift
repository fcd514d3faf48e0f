import CLuaBridge

extension LuaState {
  /// How a script ended when it did not end well.
  public struct Failure: Error {
    /// The message, and the traceback with the script's lines.
    public let text: String
    /// Whether it was interrupted from outside.
    public let isInterruption: Bool
    /// Whether it has reached a limit of the run.
    public var isLimit = false
    /// With which status it has ended itself by `os.exit`; nil: something else has ended it.
    public var exitStatus: Int32?
  }

  /// What Lua is given of a file: a first line that starts with `#` becomes empty, as in lua.
  public static func chunk(of file: [UInt8]) -> [UInt8] {
    let text = file.withoutByteOrderMark
    return text.first == UInt8(ascii: "#") ? Array(text.drop { $0 != UInt8(ascii: "\n") }) : text
  }

  /// Runs Lua text; its results are left to ``results(of:name:)``.
  ///
  /// - Parameter name: The chunk's name as Lua wants it: `@script.lua`, `=(command line)`.
  public func run(_ code: String, name: String, arguments: [String] = []) throws(Failure) {
    _ = try results(of: Array(code.utf8), name: name, arguments: arguments)
  }

  /// Runs a chunk, text or binary, and returns what `tostring` shows of each of its results.
  @discardableResult
  public func results(of code: [UInt8], name: String, arguments: [String] = []) throws(Failure) -> [String] {
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    let status = (code + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load(L, $0.baseAddress, code.count, name) }
    }
    guard status == LUA_OK else { throw failure() }
    let frame = CallFrame(state: self, L: L)
    frame.reserve(Int32(clamping: arguments.count) + 8)
    for argument in arguments { frame.push(argument) }
    guard fringe_call(L, Int32(arguments.count), LUA_MULTRET, true) == LUA_OK else { throw failure() }
    guard !isInterrupted else { throw failure(saying: "interrupted") }
    let count = lua_gettop(L) - base
    return (0..<count).map { place in
      fringe_push_text(L, base + 1 + place)
      return takeText()
    }
  }

  /// How the script ended, with the error object on top of the stack.
  func failure() -> Failure {
    fringe_push_text(L, lua_gettop(L))
    return failure(saying: takeText())
  }

  func failure(saying text: String) -> Failure {
    if let exitStatus { return Failure(text: text, isInterruption: false, exitStatus: exitStatus) }
    guard let limit = limits?.reached else { return Failure(text: text, isInterruption: isInterrupted) }
    return Failure(text: text.contains(limit) ? text : limit, isInterruption: false, isLimit: true)
  }

  /// Sets the global `arg` as `lua` does: the script at 0, its arguments from 1, what came before it below 0.
  public func setArguments(script: String?, before: [String], after: [String]) {
    let frame = CallFrame(state: self, L: L)
    frame.reserve()
    fringe_push_globals(L)
    frame.push("arg")
    lua_createtable(L, Int32(clamping: after.count), 1)
    let all =
      before.enumerated().map { ($0.offset - before.count, $0.element) }
      + (script.map { [(0, $0)] } ?? []) + after.enumerated().map { ($0.offset + 1, $0.element) }
    for (place, text) in all {
      frame.push(text)
      lua_rawseti(L, -2, lua_Integer(place))
    }
    lua_rawset(L, -3)
    fringe_pop(L, 1)
  }
}
