import Glibc

extension ResultCache {
  /// What the folder holds.
  public struct Contents: Hashable, Sendable {
    public var entries: Int
    public var bytes: Int
  }

  public var contents: Contents {
    let files = files(Self.suffix)
    return Contents(entries: files.count, bytes: files.reduce(0) { $0 + $1.bytes })
  }

  /// Removes all entries, and nothing else that may be in the folder.
  ///
  /// - Returns: What was removed.
  @discardableResult
  public func clear() -> Contents {
    sweep()
    let removed = files(Self.suffix).filter { unlink($0.path) == 0 }
    return Contents(entries: removed.count, bytes: removed.reduce(0) { $0 + $1.bytes })
  }

  /// Drops entries, the ones not used for longest first, until the rest fits.
  ///
  /// - Parameter key: Is dropped last: it was made just now.
  func evict(keeping key: CacheKey) {
    let newest = path(of: key)
    var files = files(Self.suffix)
    var bytes = files.reduce(0) { $0 + $1.bytes }
    guard bytes > limit else { return }
    files.sort {
      ($0.path == newest ? 1 : 0, $0.used, $0.path) < ($1.path == newest ? 1 : 0, $1.used, $1.path)
    }
    for file in files where bytes > limit {
      // One that another run has dropped meanwhile is gone all the same.
      unlink(file.path)
      bytes -= file.bytes
    }
  }

  /// Removes what runs have left that were killed while they wrote: temporary files that nobody holds locked.
  func sweep() {
    for file in files(Self.temporarySuffix) {
      let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(file.path) }
      close(descriptor)
    }
  }

  private struct File {
    var path: String
    var bytes: Int
    /// When it was used last: nanoseconds.
    var used: Int
  }

  /// The files of ours whose names end so.
  private func files(_ suffix: String) -> [File] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var files: [File] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(suffix), name.utf8.count == Self.nameLength(suffix) else { continue }
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      files.append(
        File(
          path: folder + "/" + name, bytes: Int(status.st_size),
          used: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec))
    }
    return files
  }

  private static func nameLength(_ suffix: String) -> Int {
    (suffix == self.suffix ? 64 : 6) + suffix.utf8.count
  }
}
