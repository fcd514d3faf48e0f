import Scripting

#if canImport(Glibc)
  import Glibc
#endif

extension LuaState {
  /// Lets `require` look beside the script first, then in `$FRINGE_PATH` (folders with colons between them), then
  /// where lua does.
  func setSearchPath(beside script: String?) throws(Failure) {
    var folders: [String] = []
    if let script, script != "-" {
      folders.append(script.lastIndex(of: "/").map { String(script[..<$0]) } ?? ".")
    }
    if let extra = getenv("FRINGE_PATH") {
      folders += String(cString: extra).split(separator: ":").map(String.init)
    }
    let patterns = folders.flatMap { ["\($0)/?.lua", "\($0)/?/init.lua"] }.joined(separator: ";")
    guard !patterns.isEmpty else { return }
    try results(
      of: Array("local first = ... package.path = first .. ';' .. package.path".utf8), name: "=(search path)",
      arguments: [patterns])
  }
}
