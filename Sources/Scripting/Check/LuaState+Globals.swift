import CLuaBridge

extension LuaState {
  /// The names of all globals, each with the names in it when it is a table.
  public func globalNames() throws(Failure) -> [String: Set<String>] {
    let code = """
      local names = {}
      for name, value in pairs(_G) do
        names[#names + 1] = name
        if type(value) == "table" and value ~= _G then
          for field in pairs(value) do names[#names + 1] = name .. "." .. tostring(field) end
        end
      end
      return table.unpack(names)
      """
    var globals: [String: Set<String>] = [:]
    for name in try results(of: Array(code.utf8), name: "=globals") {
      let words = name.split(separator: ".", maxSplits: 1).map(String.init)
      globals[words[0], default: []].formUnion(words.dropFirst())
    }
    return globals
  }

  /// Only compiles a chunk of text.
  public func compile(_ code: [UInt8], name: String) throws(Failure) {
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    let status = (code + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load(L, $0.baseAddress, code.count, name) }
    }
    guard status == LUA_OK else { throw failure() }
  }
}
