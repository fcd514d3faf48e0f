extension ResultCache {
  /// How many bytes a cache may take where nothing else is said: 4 GB, some 20 maps of 1564² with three reflections.
  public static let defaultLimit = 4_000_000_000

  /// Where a user's caches are: `$XDG_CACHE_HOME/fringe`, else `~/.cache/fringe`; nil: there is no such place.
  public static var defaultFolder: String? {
    UserFolder.named("XDG_CACHE_HOME", inHome: ".cache").map { $0 + "/fringe" }
  }
}
