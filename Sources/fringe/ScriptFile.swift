import Scripting

#if canImport(Glibc)
  import Glibc
#endif

/// Reads the text of a script.
enum ScriptFile {
  /// The script cannot be read; says why.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  /// The bytes of a script as they are, `-` being standard input.
  static func read(_ path: String) throws(Unreadable) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR, LuaState.receivedSignal == nil { continue }
      if count < 0 { throw failure(path) }
      if count == 0 { break }
      bytes.append(contentsOf: block[..<count])
    }
    return bytes
  }

  private static func failure(_ path: String) -> Unreadable {
    Unreadable(description: "\(path): \(strerror(errno).map { String(cString: $0) } ?? "it cannot be read")")
  }
}
