import CLuaBridge

extension CallFrame {
  /// The path of the file whose code made this call, or nil when it was no file: the prompt, `-e`, standard input.
  public var callingFile: String? {
    var record = lua_Debug()
    var level: Int32 = 1
    // A level without a current line is C: pcall, or a tail call's stand-in.
    while lua_getstack(L, level, &record) != 0 {
      guard lua_getinfo(L, "Sl", &record) != 0 else { return nil }
      if record.currentline > 0 {
        let source = record.source.map { String(cString: $0) } ?? ""
        return source.hasPrefix("@") ? String(source.dropFirst()) : nil
      }
      level += 1
    }
    return nil
  }
}
