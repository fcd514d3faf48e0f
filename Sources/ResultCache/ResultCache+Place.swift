import Glibc

extension ResultCache {
  /// How many bytes a cache may take where nothing else is said: 4 GB, some 20 maps of 1564² with three reflections.
  public static let defaultLimit = 4_000_000_000

  /// Where a user's caches are: `$XDG_CACHE_HOME/fringe`, else `~/.cache/fringe`; nil: there is no such place.
  public static var defaultFolder: String? {
    for (variable, rest) in [("XDG_CACHE_HOME", "/fringe"), ("HOME", "/.cache/fringe")] {
      // A relative path is to be ignored, says the XDG specification.
      if let value = getenv(variable).map({ String(cString: $0) }), value.hasPrefix("/") {
        return value + rest
      }
    }
    return nil
  }
}
