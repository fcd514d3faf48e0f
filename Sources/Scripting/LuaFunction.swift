import CLuaBridge

/// A Lua function given to a call, which can be called while that call lasts.
public struct LuaFunction {
  let frame: CallFrame
  let index: Int32

  /// Calls the function and reads its first `results` results.
  ///
  /// An error in it is thrown as ``ScriptError/raised`` and goes on unchanged to whoever called.
  public func call<R>(
    _ arguments: [any ScriptValue], results: Int = 1, read: ([LuaSlot]) throws(Mismatch) -> R
  ) throws -> R {
    let L = frame.L
    let base = lua_gettop(L)
    frame.reserve(Int32(arguments.count + results) + 4)
    lua_pushvalue(L, index)
    for argument in arguments { argument.push(onto: frame) }
    guard fringe_call(L, Int32(arguments.count), Int32(results), false) == LUA_OK else {
      throw ScriptError.raised
    }
    let value = try read((1...max(results, 1)).map { LuaSlot(frame: frame, index: base + Int32($0)) })
    lua_settop(L, base)
    return value
  }

  /// Calls the function with a pixel's value and place, and returns the number it gives; nil when it gives none.
  ///
  /// The short way for functions that are called once per pixel.
  public func callAsFunction(_ value: Double?, row: Int, column: Int) throws(ScriptError) -> Double? {
    let L = frame.L
    frame.reserve()
    lua_pushvalue(L, index)
    if let value { lua_pushnumber(L, value) }
    lua_pushinteger(L, lua_Integer(row))
    lua_pushinteger(L, lua_Integer(column))
    guard fringe_call(L, value == nil ? 2 : 3, 1, false) == LUA_OK else { throw .raised }
    defer { fringe_pop(L, 1) }
    return LuaSlot(frame: frame, index: lua_gettop(L)).number
  }
}
