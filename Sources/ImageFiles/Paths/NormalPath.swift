import Glibc

extension FilePath {
  package static var currentFolder: String {
    var folder = [CChar](repeating: 0, count: Int(PATH_MAX))
    return getcwd(&folder, folder.count).map { String(cString: $0) } ?? "/"
  }

  /// An absolute path without `.`, `..` and doubled slashes. Symbolic links are left as they are.
  ///
  /// - Parameter folder: Where a relative path starts; the current folder when left out.
  package static func normal(_ path: String, in folder: String = currentFolder) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The absolute path without symbolic links; nil: nothing is there.
  package static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// What is below a folder as seen from there; nil: it is not below. Both paths are normal ones.
  package static func part(of path: String, below folder: String) -> String? {
    let prefix = folder == "/" ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
  }

  /// A path as seen from a folder, by `..` where it is not below. Both paths are normal ones.
  package static func relative(_ path: String, to folder: String) -> String {
    let (path, folder) = (path.split(separator: "/"), folder.split(separator: "/"))
    let common = zip(path, folder).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - common) + path.dropFirst(common))
      .joined(separator: "/")
  }
}
