import CLuaBridge

extension LuaState {
  /// The line at which the main chunk of this name is, from 1, whatever it has called; nil: it does not run, or has ended
  /// with a tail call.
  ///
  /// - Parameter name: The chunk's name as Lua has it: `@script.lua`.
  public func currentLine(ofChunk name: String) -> Int? {
    var record = lua_Debug()
    // The main thread's stack, also when a coroutine runs. Its depth is found by halving: each look walks down from the top.
    var (low, high): (Int32, Int32) = (0, 1)
    while lua_getstack(L, high, &record) != 0 { (low, high) = (high, high * 2) }
    while low + 1 < high {
      let middle = (low + high) / 2
      if lua_getstack(L, middle, &record) != 0 { low = middle } else { high = middle }
    }
    // The chunk was called from outside of Lua: it is at the bottom.
    for level in stride(from: low, through: max(0, low - 8), by: -1) {
      guard lua_getstack(L, level, &record) != 0, lua_getinfo(L, "Sl", &record) != 0 else { return nil }
      guard record.currentline > 0, let what = record.what, let source = record.source else { continue }
      if String(cString: what) == "main", String(cString: source) == name { return Int(record.currentline) }
    }
    return nil
  }

  /// From now on what scripts print, or write to standard output, goes to `receive`.
  public func capturePrints(_ receive: @escaping (String) -> Void) throws(ScriptError) {
    let capture = register { frame throws(ScriptError) in
      receive(frame.slot(1).string ?? "")
      return Several.nothing
    }
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    CallFrame(state: self, L: L).reserve()
    let code = Array(Self.capture.utf8)
    let status = code.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load(L, $0.baseAddress, $0.count, "=report") }
    }
    guard status == LUA_OK else { throw .failed(takeText()) }
    fringe_push_function(L, capture)
    guard fringe_call(L, 1, 0, false) == LUA_OK else { throw .failed(takeText()) }
  }

  /// `print` as Lua has it, and `write` for standard output only.
  private static let capture = """
    local capture = ...
    local tostring, select, type, concat = tostring, select, type, table.concat
    function print(...)
      local parts = {}
      for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
      capture(concat(parts, "\\t") .. "\\n")
    end
    local stdout, output, methods = io.stdout, io.output, getmetatable(io.stdout).__index
    local write = methods.write
    local function captured_write(file, ...)
      if file ~= stdout then return write(file, ...) end
      local parts = { ... }
      for i = 1, select("#", ...) do
        local kind = type(parts[i])
        -- Not to be written: the error is Lua's own.
        if kind ~= "string" and kind ~= "number" then return write(file, ...) end
      end
      capture(concat(parts))
      return file
    end
    methods.write = captured_write
    function io.write(...) return captured_write(output(), ...) end
    """
}
