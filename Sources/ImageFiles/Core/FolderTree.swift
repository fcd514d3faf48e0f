import Glibc

/// A folder with everything below it. Symbolic links are not followed.
package enum FolderTree {
  /// The path itself when it is no folder, else all that is below and is none, in no particular order.
  ///
  /// What is being written (a name that ``AtomicFile`` gives) is left out.
  package static func files(at path: String) -> [String] {
    guard isFolder(path) else { return AtomicFile.exists(path) ? [path] : [] }
    return names(in: path).filter { !$0.hasPrefix(AtomicFile.prefix) }.flatMap { files(at: path + "/" + $0) }
  }

  /// Removes a file, or a folder with everything below it.
  ///
  /// - Parameter goesOn: Asked before each file and folder; what is left when it says no stays.
  package static func remove(_ path: String, while goesOn: () -> Bool = { true }) {
    guard goesOn() else { return }
    if isFolder(path) {
      for name in names(in: path) { remove(path + "/" + name, while: goesOn) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder; none when it cannot be read.
  static func names(in path: String) -> [String] {
    guard FileAccess.permitsReading(path), let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
