import Scripting

#if canImport(Glibc)
  import Glibc
#endif

extension LuaState {
  /// Lets `require` look beside the script first, then in `$FRINGE_PATH` (folders with colons between them), then
  /// among the scripts that are installed with the program, then where lua does.
  func setSearchPath(beside script: String?) throws(Failure) {
    var folders: [String] = []
    if let script, script != "-" {
      folders.append(script.lastIndex(of: "/").map { String(script[..<$0]) } ?? ".")
    }
    if let extra = getenv("FRINGE_PATH") {
      folders += String(cString: extra).split(separator: ":").map(String.init)
    }
    if let installed = Self.installedScripts { folders.append(installed) }
    let patterns = folders.flatMap { ["\($0)/?.lua", "\($0)/?/init.lua"] }.joined(separator: ";")
    try results(
      of: Array("local first = ... package.path = first .. ';' .. package.path".utf8), name: "=(search path)",
      arguments: [patterns])
  }

  /// `../share/fringe/scripts` as seen from the program's folder.
  static var installedScripts: String? {
    guard let program = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(program) }
    let path = String(cString: program)
    return path.lastIndex(of: "/").map { path[..<$0] + "/../share/fringe/scripts" }
  }
}
