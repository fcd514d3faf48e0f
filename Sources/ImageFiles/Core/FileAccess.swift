import Glibc
import Synchronization

/// The files that may be opened: below some folders, and no others.
///
/// Symbolic links and `..` are resolved before it is asked where a path lies.
public struct FileAccess: Sendable {
  /// Files, and folders with all that is below, as real paths.
  private let readable: [String]
  private let writable: String?

  /// - Parameters:
  ///   - readable: Files and folders; those that are not there, or not named by a path that leads to them, are left out.
  ///   - writable: The folder below which files are written, and read again; it need not be there yet. nil: none.
  public init(readable: [String], writable: String?) {
    self.readable = readable.compactMap(Self.resolved)
    self.writable = writable.flatMap(Self.resolved)
  }

  /// Says why a file may not be read; nil: it may.
  public func refusal(reading path: String) -> String? {
    guard let real = Self.resolved(path) else { return "it cannot be told where the path leads" }
    if (readable + [writable].compactMap(\.self)).contains(where: { Self.isBelow(real, $0) }) { return nil }
    return "the sandbox does not read there; --read FOLDER lets it"
  }

  /// Says why a file may not be written; nil: it may.
  public func refusal(writing path: String) -> String? {
    guard let real = Self.resolved(path) else { return "it cannot be told where the path leads" }
    guard let writable else { return "the sandbox writes nowhere; -o FOLDER lets it write there" }
    return Self.isBelow(real, writable) ? nil : "the sandbox writes below the output folder only"
  }

  private static func isBelow(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
  }

  /// The path from the root, without links; of what does not exist yet, its folder's and its name. nil: it leads nowhere.
  private static func resolved(_ path: String) -> String? {
    guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(validatingCString: real)
    }
    var status = stat()
    let name = FilePath.lastComponent(path)
    // Nothing may be there: neither a link that leads nowhere yet, nor what may not be looked at.
    guard errno == ENOENT, lstat(path, &status) != 0, errno == ENOENT, name != "..", name != "." else {
      return nil
    }
    if name.isEmpty { return resolved(String(path.dropLast())) }
    return resolved(FilePath.folder(path)).map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" }
  }
}

// MARK: - Of this process

extension FileAccess {
  /// What this process may open; nil: every file.
  private static let current = Mutex<FileAccess?>(nil)

  /// Confines this process, for good: each file that is opened here by its path from now on is looked at.
  public func confineProcess() { Self.current.withLock { $0 = self } }

  static func permitReading(_ path: String) throws(ImageFileError) {
    guard let access = current.withLock({ $0 }), let reason = access.refusal(reading: path) else { return }
    throw ImageFileError(path: path, problem: .refused(reason))
  }

  static func permitWriting(_ path: String) throws(ImageFileError) {
    guard let access = current.withLock({ $0 }), let reason = access.refusal(writing: path) else { return }
    throw ImageFileError(path: path, problem: .refused(reason))
  }

  /// Whether it may be known what is at a path.
  static func permitsReading(_ path: String) -> Bool {
    current.withLock { $0 }.map { $0.refusal(reading: path) == nil } ?? true
  }
}
