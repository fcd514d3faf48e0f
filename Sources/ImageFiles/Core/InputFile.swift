import Glibc

/// A file, or bytes that stand for one, open for reading at any position.
///
/// Positioned reads keep no state, so that one file may serve several threads. The descriptor is closed when the last
/// reference goes.
public final class InputFile: Sendable {
  /// The path as the caller named it; every error carries it.
  public let path: String
  /// Bytes in the file when it was opened.
  public let size: Int

  private enum Source: Sendable {
    case descriptor(Int32)
    case bytes([UInt8])
  }
  private let source: Source

  /// Opens a regular file.
  public init(path: String) throws(ImageFileError) {
    try FileAccess.permitReading(path)
    let file = try Self.open(path)
    (self.path, size, source) = (path, file.size, .descriptor(file.descriptor))
  }

  /// Opens a regular file for the program itself, which reads where a script in a sandbox may not.
  package init(ofProgram path: String) throws(ImageFileError) {
    let file = try Self.open(path)
    (self.path, size, source) = (path, file.size, .descriptor(file.descriptor))
  }

  private static func open(_ path: String) throws(ImageFileError) -> (descriptor: Int32, size: Int) {
    func failure(_ code: Int32) -> ImageFileError {
      ImageFileError(path: path, problem: .system(operation: "open", code: code))
    }
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw failure(code)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw ImageFileError(path: path, problem: .unrecognised("not a regular file; save it to disk first"))
      }
      throw failure(EISDIR)
    }
    return (descriptor, Int(status.st_size))
  }

  /// Bytes that stand for a file of the name given.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    size = bytes.count
    source = .bytes(bytes)
  }

  deinit {
    if case .descriptor(let descriptor) = source { close(descriptor) }
  }

  /// Reads bytes from `offset` on into `buffer`; returns how many there were, fewer only at the file's end.
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ImageFileError) -> Int {
    guard offset >= 0, offset < size, let start = buffer.baseAddress else { return 0 }
    switch source {
    case .bytes(let bytes):
      let count = min(buffer.count, size - offset)
      bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress! + offset, byteCount: count) }
      return count
    case .descriptor(let descriptor):
      var done = 0
      while done < buffer.count {
        let count = pread(descriptor, start + done, buffer.count - done, off_t(offset + done))
        if count == 0 { break }
        if count > 0 {
          done += count
        } else if errno != EINTR {
          throw ImageFileError(path: path, problem: .system(operation: "read", code: errno))
        }
      }
      return done
    }
  }

  /// The bytes from `offset` on: `count` of them, or fewer where the file ends.
  public func bytes(at offset: Int, count: Int) throws(ImageFileError) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    var failure: ImageFileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: min(count, size - offset)) { buffer, initialized in
      do throws(ImageFileError) {
        initialized = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The open file, for libraries that are told of files by path; nil for bytes. It stays this value's own.
  var descriptor: Int32? { if case .descriptor(let descriptor) = source { descriptor } else { nil } }

  /// The path without folder and extension: `"a"` for `"data/a.tif"`.
  public var name: String { FilePath.stem(path) }
}

/// Parts of a path.
package enum FilePath {
  /// The last component.
  package static func lastComponent(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }

  /// The last component without its extension. A leading dot begins no extension.
  package static func stem(_ path: String) -> String {
    let last = lastComponent(path)
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return String(last) }
    return String(last[..<dot])
  }

  /// The extension in lower case without its dot; empty when there is none.
  package static func pathExtension(_ path: String) -> String {
    let last = lastComponent(path)
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return "" }
    return last[last.index(after: dot)...].lowercased()
  }

  /// Everything before the last component, `"."` when there is nothing.
  package static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
