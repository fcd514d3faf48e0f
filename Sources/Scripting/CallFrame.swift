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

  /// Reads what a chunk of Lua text returns that is data: numbers, texts, true, false and tables of them.
  public func evaluate<Value>(_ text: [UInt8], name: String, as kind: Kind<Value>) throws -> Value {
    let text = text.withoutByteOrderMark
    try DataText.check(text, name: String(name.dropFirst()))
    reserve()
    var status = text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { fringe_load_data(L, $0.baseAddress, $0.count, name) }
    }
    if status == LUA_OK { status = fringe_call(L, 0, 1, false) }
    let result = LuaSlot(frame: self, index: lua_gettop(L))
    guard status == LUA_OK else {
      guard status != LUA_ERRMEM, !state.isInterrupted, let message = result.string else {
        throw ScriptError.raised
      }
      throw ScriptError.failed(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    let origin = String(name.dropFirst())
    guard !result.isNil else {
      throw Mismatch("expected \(kind.expected), but it returns nothing; write return before it", at: origin)
    }
    do { return try kind.value(of: result) } catch { throw Mismatch(error.text, at: origin) }
  }
}

extension LuaState {
  /// What ``CallFrame/evaluate(_:name:as:)`` reads, outside of any call; for tests and the fuzzer.
  package func evaluate<Value>(_ text: [UInt8], name: String, as kind: Kind<Value>) throws -> Value {
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    return try CallFrame(state: self, L: L).evaluate(text, name: name, as: kind)
  }
}
