import CLuaBridge

/// A call from a script: its arguments on Lua's stack, and the state it runs in.
///
/// Swift code that holds a frame may push freely: the allocator does not refuse it anything, and what it refused in
/// its heart is raised as an error once Swift has returned.
public struct CallFrame {
  public let state: LuaState
  /// The Lua thread that runs: the main one or a coroutine.
  let L: OpaquePointer

  /// Number of arguments given, at the start of the call.
  var argumentCount: Int { Int(lua_gettop(L)) }

  func slot(_ index: Int) -> LuaSlot { LuaSlot(frame: self, index: Int32(index)) }

  /// The argument at a place, counted from 1, the receiver included.
  public func argument(_ place: Int) -> LuaSlot { slot(place) }

  /// Makes room on the stack.
  func reserve(_ count: Int32 = 8) {
    // Refused only when a script nests a million values; then the stack limit raises soon after.
    _ = lua_checkstack(L, count)
  }

  func push(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return _ = lua_pushstring(L, "") }
        lua_pushlstring(L, start, characters.count)
      }
    }
  }

  /// Pushes a new handle that owns `object`.
  func push<Object: ScriptObject>(object: Object, lock: String? = nil) {
    reserve()
    let handle = fringe_push_handle(L, Object.className)
    fringe_adopt(
      L, handle, Unmanaged<AnyBox>.passRetained(Box(object, lock: lock)).toOpaque(), object.hostBytes)
  }
}

extension CallFrame {
  /// Drops the object of the handle that an argument is; who uses that handle later is told that it was closed.
  public func release(_ place: Int) { fringe_release(L, Int32(place)) }

  /// Runs a chunk of Lua text without any global in its reach, and reads what it returns.
  ///
  /// For files that are data written as Lua.
  public func evaluate<Value>(_ text: [UInt8], name: String, as kind: Kind<Value>) throws -> Value {
    reserve()
    let status = text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load_data(L, $0.baseAddress, $0.count, name) }
    }
    guard status == LUA_OK, fringe_call(L, 0, 1, false) == LUA_OK else { throw ScriptError.raised }
    return try kind.value(of: LuaSlot(frame: self, index: lua_gettop(L)))
  }
}
