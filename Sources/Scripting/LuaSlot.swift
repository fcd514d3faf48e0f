import CLuaBridge

/// One value on the stack of a call, borrowed: it lives as long as the call.
///
/// Nothing here can raise: tables are read raw, strings only when they are strings.
public struct LuaSlot: ScriptValue {
  let frame: CallFrame
  /// Its place on the stack, counted from the bottom.
  let index: Int32

  private var L: OpaquePointer { frame.L }

  private var type: Int32 { lua_type(L, index) }

  /// Whether nothing was given.
  public var isNil: Bool { type <= LUA_TNIL }

  public var isTable: Bool { type == LUA_TTABLE }

  public var isFunction: Bool { type == LUA_TFUNCTION }

  public var boolean: Bool? { type == LUA_TBOOLEAN ? lua_toboolean(L, index) != 0 : nil }

  /// A number (not a string that looks like one).
  public var number: Double? { type == LUA_TNUMBER ? lua_tonumberx(L, index, nil) : nil }

  /// A whole number, also one stored as a float.
  public var integer: Int? {
    guard type == LUA_TNUMBER else { return nil }
    var isInteger: Int32 = 0
    let value = lua_tointegerx(L, index, &isInteger)
    return isInteger != 0 ? Int(value) : nil
  }

  /// Whether Lua holds the number as an integer: 300, not 300.0.
  public var isHeldAsInteger: Bool { lua_isinteger(L, index) != 0 }

  /// A string; bytes that are not UTF-8 are replaced.
  public var string: String? { withBytes { String(decoding: $0, as: UTF8.self) } }

  /// The bytes of a string, as they are.
  public var bytes: [UInt8]? { withBytes(Array.init) }

  private func withBytes<R>(_ read: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    guard type == LUA_TSTRING else { return nil }
    var count = 0
    guard let characters = lua_tolstring(L, index, &count) else { return nil }
    return characters.withMemoryRebound(to: UInt8.self, capacity: count) {
      read(UnsafeBufferPointer(start: $0, count: count))
    }
  }

  /// A function that can be called during this call.
  public var function: LuaFunction? { isFunction ? LuaFunction(frame: frame, index: index) : nil }

  /// The box of a Swift object: nil when the value is none, or when it was released.
  var box: AnyBox? {
    guard let object = fringe_to_handle(L, index)?.pointee.object else { return nil }
    return Unmanaged<AnyBox>.fromOpaque(object).takeUnretainedValue()
  }

  /// A Swift object of the type asked for.
  public func object<Object: ScriptObject>(_: Object.Type = Object.self) -> Object? {
    (box as? Box<Object>)?.value
  }

  /// A Swift object of the type asked for, to be changed in place.
  func reference<Object: ScriptObject>() -> Reference<Object>? {
    (box as? Box<Object>).map { Reference(box: $0, slot: self) }
  }

  /// Says anew how many bytes the Swift object holds.
  func recount(_ bytes: Int) {
    if let handle = fringe_to_handle(L, index) { fringe_recount(L, handle, bytes) }
  }

  /// Whether the value is a handle whose object was released by `close`.
  var isReleased: Bool { fringe_to_handle(L, index).map { $0.pointee.object == nil } ?? false }

  /// Number of elements of a table read as a list.
  public var listCount: Int { isTable ? Int(lua_rawlen(L, index)) : 0 }

  /// Reads the element at a place of a table, counted from 1.
  public func element<R, E: Error>(_ place: Int, _ read: (LuaSlot) throws(E) -> R) throws(E) -> R {
    frame.reserve()
    lua_rawgeti(L, index, lua_Integer(place))
    defer { fringe_pop(L, 1) }
    return try read(LuaSlot(frame: frame, index: lua_gettop(L)))
  }

  /// The field of a table; it stays on the stack until the call ends.
  func field(_ name: String) -> LuaSlot {
    frame.reserve()
    frame.push(name)
    lua_rawget(L, index)
    return LuaSlot(frame: frame, index: lua_gettop(L))
  }

  /// Drops the field read last.
  func dropField() { fringe_pop(L, 1) }

  /// Whether a table has a metatable.
  public var hasMetatable: Bool {
    frame.reserve()
    guard lua_getmetatable(L, index) != 0 else { return false }
    fringe_pop(L, 1)
    return true
  }

  /// Whether it is what a function returned as a ``Record``.
  var isRecord: Bool {
    guard hasMetatable else { return false }
    frame.reserve()
    lua_getmetatable(L, index)
    frame.push("__metatable")
    lua_rawget(L, -2)
    defer { fringe_pop(L, 2) }
    return LuaSlot(frame: frame, index: lua_gettop(L)).string == "Fringe record"
  }

  /// Visits a table's keys and values, in no particular order. Where a visit takes the key away, the rest is left out.
  public func forEach<E: Error>(_ visit: (_ key: LuaSlot, _ value: LuaSlot) throws(E) -> Void) throws(E) {
    frame.reserve()
    let base = lua_gettop(L)
    lua_pushnil(L)
    while lua_next(L, index) != 0 {
      do throws(E) {
        try visit(LuaSlot(frame: frame, index: base + 1), LuaSlot(frame: frame, index: base + 2))
      } catch {
        lua_settop(L, base)
        throw error
      }
      // From a key that is no longer there lua_next raises.
      lua_settop(L, base + 1)
      lua_pushvalue(L, base + 1)
      guard lua_rawget(L, index) != LUA_TNIL else { return lua_settop(L, base) }
      lua_settop(L, base + 1)
    }
  }

  public func push(onto frame: CallFrame) { lua_pushvalue(frame.L, index) }

  /// What came, for an error message: `a string "x"`, `0.5`, `nothing`, `an Image`.
  public var summary: String {
    switch type {
    case LUA_TNONE, LUA_TNIL: return "nothing"
    case LUA_TBOOLEAN: return boolean == true ? "true" : "false"
    case LUA_TNUMBER:
      if let integer { return "\(integer)" }
      guard let number else { return "a number" }
      return number.isNaN ? "nan" : number.isInfinite ? (number < 0 ? "-inf" : "inf") : "\(number)"
    case LUA_TSTRING:
      let text = string ?? ""
      return text.count <= 40 ? "a string \"\(text)\"" : "a string \"\(text.prefix(37))…\""
    case LUA_TTABLE: return "a table"
    case LUA_TFUNCTION: return "a function"
    case LUA_TUSERDATA:
      if let box { return "\("AEIOU".contains(box.className.first ?? "x") ? "an" : "a") \(box.className)" }
      return isReleased ? "a value that was closed" : "a userdata"
    default: return "a \(String(cString: lua_typename(L, type)))"
    }
  }
}

extension LuaSlot {
  /// Visits the keys of a table, in no particular order.
  public func forEachKey<E: Error>(_ visit: (LuaSlot) throws(E) -> Void) throws(E) {
    try forEach { key, _ throws(E) in try visit(key) }
  }

  /// The value of a table under a key, read raw; it lives as long as the call.
  public func value(_ key: any ScriptValue) -> LuaSlot {
    frame.reserve()
    key.push(onto: frame)
    lua_rawget(frame.L, index)
    return LuaSlot(frame: frame, index: lua_gettop(frame.L))
  }
}
