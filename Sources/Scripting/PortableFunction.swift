import CLuaBridge

#if canImport(Glibc)
  import Glibc
#endif

/// A Lua function that needs nothing of the state it was made in: its compiled code.
public struct PortableFunction: Sendable {
  let code: [UInt8]
}

extension Kind where Value == PortableFunction {
  /// A function that uses its arguments and Lua's globals only.
  ///
  /// - Parameters:
  ///   - signature: What it gets, with types as LuaCATS writes them: `spectrum: Spectrum, w`.
  ///   - advice: What to do about a captured local, after its name.
  public static func portableFunction(_ signature: String, advice: String) -> Kind {
    let type = "fun(\(signature)): ..."
    let names = TypeList.named(type).map(\.name).joined(separator: ", ")
    return Kind(
      expected: "a function(\(names))", luaType: type,
      sample: "function() return 1 end"
    ) { slot throws(Mismatch) in
      guard slot.isFunction else { return nil }
      return try PortableFunction(slot, advice: advice)
    }
  }
}

extension PortableFunction {
  fileprivate init(_ slot: LuaSlot, advice: String) throws(Mismatch) {
    let L = slot.frame.L
    slot.frame.reserve()
    guard lua_iscfunction(L, slot.index) == 0 else {
      throw Mismatch("a function written in Lua is needed here: function(...) return ... end")
    }
    var place: Int32 = 1
    while let name = lua_getupvalue(L, slot.index, place) {
      fringe_push_globals(L)
      let isGlobals = lua_rawequal(L, -1, -2) != 0
      fringe_pop(L, 2)
      guard isGlobals else {
        throw Mismatch("it uses \"\(String(cString: name))\", a local from outside; \(advice)")
      }
      place += 1
    }
    var count = 0
    guard let bytes = fringe_dump(L, slot.index, &count) else { throw Mismatch("its code cannot be copied") }
    defer { free(bytes) }
    code = bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
      Array(UnsafeBufferPointer(start: $0, count: count))
    }
  }
}
