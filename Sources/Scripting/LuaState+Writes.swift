import CLuaBridge

extension LuaState {
  /// From now on `note` is told of every file that the script opens for writing by itself, by `io.open` or `io.output`, or
  /// puts somewhere by `os.rename`: its path as the script gives it.
  public func watchWrites(_ note: @escaping (String) -> Void) throws(ScriptError) {
    let id = register { frame throws(ScriptError) in
      if let path = frame.slot(1).string { note(path) }
      return Several.nothing
    }
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    CallFrame(state: self, L: L).reserve()
    let code = Array(Self.watching.utf8)
    let status = code.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load(L, $0.baseAddress, $0.count, "=(watch)") }
    }
    guard status == LUA_OK else { throw .failed(takeText()) }
    fringe_push_function(L, id)
    guard fringe_call(L, 1, 0, false) == LUA_OK else { throw .failed(takeText()) }
  }

  private static let watching = """
    local note = ...
    local io, os, type, find = io, os, type, string.find
    local open, output, rename = io.open, io.output, os.rename

    -- Tells of a path when the call has done its work, and returns what it has returned.
    local function done(path, result, ...)
      if result and type(path) == "string" then note(path) end
      return result, ...
    end
    function io.open(path, mode, ...)
      local writes = type(mode) == "string" and find(mode, "[wa+]")
      return done(writes and path, open(path, mode, ...))
    end
    function io.output(...) return done((...), output(...)) end
    function os.rename(from, to, ...) return done(to, rename(from, to, ...)) end
    """
}
