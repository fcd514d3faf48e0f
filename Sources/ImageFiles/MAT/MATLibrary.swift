import CMATIOBridge
import Glibc
import Synchronization

/// The one place through which calls into libmatio go: it serves one thread at a time.
enum MATLibrary {
  private static let lock = Mutex(false)

  static func exclusively<Result>(_ body: () -> Result) -> Result {
    lock.withLock { isPrepared in
      if !isPrepared { fringe_mat_prepare() }
      isPrepared = true
      return body()
    }
  }
}

/// A file under a path that names what is open, whatever becomes of its name in the file system. What ``MATRepair`` mends
/// is mended there.
final class NamedFile {
  let file: InputFile
  let path: String
  /// A file in memory that holds the bytes of ``file``, mended, or -1.
  private let copy: Int32

  init(_ file: InputFile) throws(ImageFileError) {
    self.file = file
    let repaired = try MATRepair.repaired(file)
    if repaired == nil, let descriptor = file.descriptor {
      (copy, path) = (-1, "/proc/self/fd/\(descriptor)")
      return
    }
    let bytes = if let repaired { repaired } else { try file.bytes(at: 0, count: file.size) }
    copy = bytes.withUnsafeBytes { fringe_memory_file($0.baseAddress, $0.count) }
    guard copy >= 0 else {
      throw ImageFileError(path: file.path, problem: .system(operation: "open", code: errno))
    }
    path = "/proc/self/fd/\(copy)"
  }

  deinit { if copy >= 0 { close(copy) } }
}
