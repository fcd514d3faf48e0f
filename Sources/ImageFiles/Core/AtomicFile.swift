import CDisk
import Glibc
import Synchronization

/// A file that is there whole or not at all.
///
/// Bytes go to a temporary file beside the target; ``commit()`` brings them to the disk and gives them the target's
/// name. A value that goes away without it, as when an error is thrown, removes the temporary file and leaves what
/// was at the target as it was.
public struct AtomicFile: ~Copyable {
  /// The target, as the caller named it.
  public let path: String
  /// Where the bytes are until ``commit()``; for libraries that write to a path.
  public let temporaryPath: String
  /// Open for reading and writing; stays this value's own.
  public let descriptor: Int32

  private let target: String
  private var isPending = true

  /// `.fringe-PID-NUMBER.tmp`.
  static let prefix = ".fringe-", suffix = ".tmp"

  /// Numbers the temporary files of this process.
  private static let serial = Atomic<Int>(0)

  /// The temporary files that are there now. A process that ends by `exit`, where no value goes away, removes them. A file
  /// that grows beyond the limit of the process is an error of the write, not the end of the process.
  private static let pending: Mutex<Set<String>> = {
    signal(SIGXFSZ, SIG_IGN)
    atexit { AtomicFile.pending.withLock { for path in $0 { AtomicFile.removeTemporary(path) } } }
    return Mutex([])
  }()

  /// Ends the process at once, from any thread, with nothing half-written: no temporary file is left.
  public static func endProcess(status: Int32) -> Never {
    // Held to the end, so that no other thread begins a file meanwhile.
    pending.withLock { paths in
      for path in paths { removeTemporary(path) }
      PassingFolder.end(within: 0.05)
      _exit(status)
    }
  }

  /// Removes a temporary file, and what a library that writes to a path has begun beside it under a longer name.
  private static func removeTemporary(_ path: String) {
    let (folder, name) = (FilePath.folder(path), FilePath.lastComponent(path))
    for found in FolderTree.names(in: folder) where found.hasPrefix(name) { unlink(folder + "/" + found) }
  }

  /// Opens a temporary file beside `path`.
  ///
  /// A symbolic link is followed: the file that it points to is replaced. The file's permissions stay as they are.
  /// - Parameter makingFolders: Whether folders that are missing on the way are made.
  public init(path: String, makingFolders: Bool = false) throws(ImageFileError) {
    func failure(_ code: Int32) -> ImageFileError {
      ImageFileError(path: path, problem: .system(operation: "write", code: code))
    }
    try FileAccess.permitWriting(path)
    if makingFolders { try Self.makeFolder(FilePath.folder(path), for: path) }
    var target = path
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    var existing = stat()
    let exists = stat(target, &existing) == 0
    if exists, existing.st_mode & S_IFMT == S_IFDIR { throw failure(EISDIR) }
    guard !exists || existing.st_mode & S_IFMT == S_IFREG else {
      throw ImageFileError(path: path, problem: .unwritable("cannot write: it is no regular file"))
    }
    Self.removeLeftovers(in: FilePath.folder(target))
    // Short, because the file system limits a name's length and the target's may already be at the limit.
    let folder = FilePath.folder(target)
    var descriptor: Int32 = -1
    var temporary = ""
    repeat {
      let number = Self.serial.add(1, ordering: .relaxed).newValue
      temporary = "\(folder)/\(Self.prefix)\(getpid())-\(number)\(Self.suffix)"
      descriptor = Self.pending.withLock { pending in
        let descriptor = Glibc.open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor >= 0 { pending.insert(temporary) }
        return descriptor
      }
    } while descriptor < 0 && errno == EEXIST
    guard descriptor >= 0 else { throw failure(errno) }
    // On other file systems a lock may keep libraries out that open the file by its name.
    if fringe_is_local(descriptor) { _ = fringe_lock(descriptor) }
    if exists { _ = fchmod(descriptor, existing.st_mode & 0o7777) }
    self.path = path
    self.target = target
    temporaryPath = temporary
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
    if isPending { unlink(temporaryPath) }
    Self.pending.withLock { _ = $0.remove(temporaryPath) }
  }

  /// Whether what is being written is to be given up: asked after every piece of a long file but the last, on the thread that
  /// writes. nil: never.
  public static let interruption = Mutex<(@Sendable () -> Bool)?>(nil)

  package static var isInterrupted: Bool { interruption.withLock { $0 }?() == true }

  borrowing func checkInterruption() throws(ImageFileError) {
    if Self.isInterrupted {
      throw ImageFileError(path: path, problem: .system(operation: "write", code: EINTR))
    }
  }

  /// No call into the system writes more: until it comes back the process cannot end, and it may wait for the disk.
  private static let pieceByteCount = 1 << 20

  /// Appends bytes.
  public borrowing func write(_ bytes: RawSpan) throws(ImageFileError) {
    var done = 0
    while done < bytes.byteCount {
      if done > 0 { try checkInterruption() }
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(
          descriptor, buffer.baseAddress! + done, min(buffer.count - done, Self.pieceByteCount))
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw ImageFileError(path: path, problem: .system(operation: "write", code: errno))
      }
    }
  }

  /// Appends bytes.
  public borrowing func write(_ bytes: [UInt8]) throws(ImageFileError) {
    try write(bytes.span.bytes)
  }

  /// Appends a text as UTF-8.
  public borrowing func write(_ text: String) throws(ImageFileError) {
    try write(Array(text.utf8))
  }

  /// Brings the bytes to the disk.
  borrowing func synchronize() throws(ImageFileError) {
    // By its name: a library may have put another file in the place of the one that was opened.
    let written = Glibc.open(temporaryPath, O_RDONLY | O_CLOEXEC)
    guard written >= 0 else {
      throw ImageFileError(path: path, problem: .system(operation: "write", code: errno))
    }
    defer { close(written) }
    var offset: off_t = 0
    while true {
      let next = fringe_write_out(written, offset)
      if next == 0 { return }
      guard next > 0 else {
        throw ImageFileError(path: path, problem: .system(operation: "write", code: errno))
      }
      try checkInterruption()
      offset = next
    }
  }

  /// Brings the bytes to the disk and puts them where the target is.
  public consuming func commit() throws(ImageFileError) {
    try synchronize()
    guard rename(temporaryPath, target) == 0 else {
      throw ImageFileError(path: path, problem: .system(operation: "write", code: errno))
    }
    isPending = false
  }

  /// Makes `folder` and what is missing above it.
  package static func makeFolder(_ folder: String, for path: String) throws(ImageFileError) {
    try FileAccess.permitWriting(folder)
    try makePermittedFolder(folder, for: path)
  }

  private static func makePermittedFolder(_ folder: String, for path: String) throws(ImageFileError) {
    if mkdir(folder, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, FilePath.folder(folder) != folder else {
      throw ImageFileError(path: path, problem: .system(operation: "make the folder \(folder)", code: errno))
    }
    try makePermittedFolder(FilePath.folder(folder), for: path)
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw ImageFileError(path: path, problem: .system(operation: "make the folder \(folder)", code: errno))
    }
  }
}
