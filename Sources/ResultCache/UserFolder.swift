import Glibc

/// Where a user's files of one kind are, by the XDG Base Directory Specification.
public enum UserFolder {
  /// The folder that a variable names, or one in the home folder; nil: there is no such place.
  ///
  /// - Parameters:
  ///   - variable: `XDG_CACHE_HOME`. What is no absolute path is to be ignored, says the specification.
  ///   - path: From the home folder on: `.cache`.
  public static func named(_ variable: String, inHome path: String) -> String? {
    absolute(variable) ?? absolute("HOME").map { "\($0)/\(path)" }
  }

  /// Makes a folder and those above it, for this user only.
  ///
  /// - Returns: nil, or which one cannot be made and errno.
  public static func make(_ folder: String) -> (path: String, code: Int32)? {
    var path = ""
    for part in folder.split(separator: "/") {
      path += (path.isEmpty && !folder.hasPrefix("/") ? "" : "/") + part
      if mkdir(path, 0o700) == 0 { continue }
      let code = errno
      guard code == EEXIST || access(path, F_OK) == 0 else { return (path, code) }
    }
    return nil
  }

  private static func absolute(_ variable: String) -> String? {
    getenv(variable).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}
