import CLuaBridge

extension LuaState {
  /// From now on `note` is told of every file that the script opens for writing by itself, by `io.open` or `io.output`, or
  /// puts somewhere by `os.rename`: its path as the script gives it. Not in a sandbox, which has functions of its own.
  public func watchWrites(_ note: @escaping (String) -> Void) throws(ScriptError) {
    onWrite = note
    guard fringe_watch_writes(L) == LUA_OK else { throw .failed(takeText()) }
  }
}
