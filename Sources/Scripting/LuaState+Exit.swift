import CLuaBridge

extension LuaState {
  /// From now on `os.exit` ends the script instead of the process, at once and through every `pcall`: what comes of the run
  /// is written down before the process ends with ``Failure/exitStatus``.
  public func takeExits() {
    replaceExit { frame throws(ScriptError) in
      frame.state.exitStatus = try frame.exitStatus()
      fringe_leave(frame.L)
      throw .interrupted
    }
  }

  /// From now on `os.exit` is an error.
  ///
  /// - Parameter reason: Why.
  public func refuseExits(_ reason: String) {
    replaceExit { _ throws(ScriptError) in throw .failed("os.exit: \(reason)") }
  }

  private func replaceExit(_ binding: @escaping Binding) {
    let id = register(binding)
    let base = lua_gettop(L)
    defer { lua_settop(L, base) }
    let frame = CallFrame(state: self, L: L)
    frame.reserve()
    fringe_push_globals(L)
    frame.push("os")
    lua_rawget(L, -2)
    guard frame.slot(Int(lua_gettop(L))).isTable else { return }
    frame.push("exit")
    fringe_push_function(L, id)
    lua_rawset(L, -3)
  }
}

extension CallFrame {
  /// The argument of `os.exit`.
  fileprivate func exitStatus() throws(ScriptError) -> Int32 {
    let slot = slot(1)
    if slot.isNil { return 0 }
    if let value = slot.boolean { return value ? 0 : 1 }
    guard let status = slot.integer else {
      throw .failed("os.exit: code: expected true, false or a whole number, got \(slot.summary)")
    }
    return Int32(truncatingIfNeeded: status)
  }
}
