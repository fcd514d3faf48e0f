#if canImport(Glibc)
  import Glibc
#endif

/// Where the lines typed at the prompt are kept: `fringe/history` in `$XDG_STATE_HOME` or `~/.local/state`.
enum HistoryFile {
  /// The path, its folder made; nil: there is no place for it.
  static var path: String? {
    guard let state = variable("XDG_STATE_HOME") ?? variable("HOME").map({ $0 + "/.local/state" }),
      state.hasPrefix("/")
    else { return nil }
    var folder = ""
    for part in (state + "/fringe").split(separator: "/") {
      folder += "/" + part
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { return nil }
    }
    return folder + "/history"
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
