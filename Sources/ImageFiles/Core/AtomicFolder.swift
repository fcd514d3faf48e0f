import Glibc

/// Files of one folder that get their names together: all are written before the first of them replaces what was there.
///
/// One of them, the manifest, is removed before the others change and comes last, so that a folder with it is whole even
/// when the machine stops in between. A value that goes away without ``commit(removing:)`` leaves the folder as it was.
public final class AtomicFolder {
  public let path: String

  private final class Pending {
    var file: AtomicFile?

    init(_ file: consuming AtomicFile) { self.file = consume file }
  }

  private let manifest: String
  private let isNew: Bool
  private var pending: [Pending] = []

  /// Makes the folder, and folders on the way to it, when they are missing.
  ///
  /// - Parameter manifest: The name of the file without which the others mean nothing; it is written last.
  public init(path: String, manifest: String) throws(ImageFileError) {
    (self.path, self.manifest) = (path, manifest)
    isNew = !AtomicFile.exists(path)
    try AtomicFile.makeFolder(path, for: path)
  }

  deinit {
    pending = []
    // Another's files keep it.
    if isNew { rmdir(path) }
  }

  /// Writes a file and brings it to the disk, but not yet to its name.
  public func write(
    _ name: String, _ body: (borrowing AtomicFile) throws(ImageFileError) -> Void
  ) throws(ImageFileError) {
    let file = try AtomicFile(path: "\(path)/\(name)")
    try body(file)
    try file.synchronize()
    pending.append(Pending(file))
  }

  /// Gives all files their names, and removes others that are there, by name.
  public func commit(removing others: [String] = []) throws(ImageFileError) {
    try AtomicFile.remove("\(path)/\(manifest)")
    for name in others { try AtomicFile.remove("\(path)/\(name)") }
    let last = pending.popLast()
    for file in pending { try file.file.take()?.commit() }
    try last?.file.take()?.commit()
    pending = []
  }
}
