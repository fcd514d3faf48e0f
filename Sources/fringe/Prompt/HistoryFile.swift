import ResultCache

/// Where the lines typed at the prompt are kept: `fringe/history` in `$XDG_STATE_HOME` or `~/.local/state`.
enum HistoryFile {
  /// The path, its folder made; nil: there is no place for it.
  static var path: String? {
    guard let state = UserFolder.named("XDG_STATE_HOME", inHome: ".local/state") else { return nil }
    return UserFolder.make(state + "/fringe") == nil ? state + "/fringe/history" : nil
  }
}
