import Glibc

/// Results of slow steps, kept in a folder from run to run.
///
/// An entry is a file named after its key. It is written beside and then renamed, and its checksums tell whether it is
/// whole: it needs no other order or lock, and runs may share the folder. What was not used for longest is dropped when
/// the entries together exceed ``limit``.
public struct ResultCache: Sendable {
  public let folder: String
  /// How many bytes all entries together may take.
  public let limit: Int

  public init(folder: String, limit: Int) {
    self.folder = folder
    self.limit = limit
  }

  /// What there is for a key.
  public enum Lookup<Result> {
    case found(Result)
    case missing
    /// There was an entry, but not as it was written. It is gone now.
    case damaged
  }

  /// Looks for a result.
  ///
  /// - Parameters:
  ///   - isCancelled: Is asked every few megabytes; the entry counts as missing once it says so.
  ///   - body: Reads all of the entry's parts.
  public func load<Result>(
    _ key: CacheKey, isCancelled: @escaping () -> Bool = { false },
    _ body: (inout CacheReader) throws(CacheReader.Damage) -> Result
  ) -> Lookup<Result> {
    let path = path(of: key)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return .missing }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .missing }
    do throws(CacheReader.Damage) {
      var reader = try CacheReader(descriptor, size: Int(status.st_size), key: key, isCancelled: isCancelled)
      let result = try body(&reader)
      guard reader.isAtEnd else { throw CacheReader.Damage() }
      // Its time tells when it was used last.
      futimens(descriptor, nil)
      return .found(result)
    } catch {
      guard !isCancelled() else { return .missing }
      unlink(path)
      return .damaged
    }
  }

  /// Keeps a result.
  ///
  /// - Parameters:
  ///   - isCancelled: Is asked every few megabytes; nothing is kept once it says so.
  ///   - body: Writes the parts.
  public func store(
    _ key: CacheKey, isCancelled: @escaping () -> Bool = { false },
    _ body: (inout CacheWriter) throws(CacheError) -> Void
  ) throws(CacheError) {
    try makeFolder()
    sweep()
    let (descriptor, temporary) = try makeTemporaryFile()
    defer { close(descriptor) }
    do throws(CacheError) {
      var writer = CacheWriter(descriptor, path: temporary, limit: limit, isCancelled: isCancelled)
      try CacheEntry.head(of: key).withBytes { bytes throws(CacheError) in try writer.write(bytes) }
      try body(&writer)
      guard rename(temporary, path(of: key)) == 0 else {
        throw .system(path: path(of: key), operation: "write", code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    evict(keeping: key)
  }

  func path(of key: CacheKey) -> String { folder + "/" + key.text + Self.suffix }

  static let suffix = ".result"
  static let temporarySuffix = ".tmp"

  // MARK: - Writing

  private func makeFolder() throws(CacheError) {
    if let (path, code) = UserFolder.make(folder) {
      throw .system(path: path, operation: "make this folder", code: code)
    }
  }

  /// A new file, locked for as long as it is open: that is how others know that it is being written.
  private func makeTemporaryFile() throws(CacheError) -> (descriptor: Int32, path: String) {
    while true {
      var template = Array((folder + "/XXXXXX" + Self.temporarySuffix).utf8CString)
      let descriptor = mkstemps(&template, Int32(Self.temporarySuffix.utf8.count))
      guard descriptor >= 0 else { throw .system(path: folder, operation: "write here", code: errno) }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      // Another run that sweeps may have been here before the lock. Not every file system has locks.
      let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
      var status = stat()
      if !isTaken, fstat(descriptor, &status) == 0, status.st_nlink > 0 {
        let path = template.withUnsafeBufferPointer {
          String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        return (descriptor, path)
      }
      close(descriptor)
    }
  }
}

extension [UInt8] {
  fileprivate func withBytes<E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
    try span.bytes.withUnsafeBytes(body)
  }
}
