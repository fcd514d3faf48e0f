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
    // What Lua has compiled begins with ESC, and is refused by its own name.
    guard bytes.first == 0x1B || !bytes.prefix(16).contains(0) else {
      throw Unreadable(
        description: "\(path): it is no text, and so no script; fringe info \(path) tells what it is")
    }
    return bytes
  }

  private static func failure(_ path: String) -> Unreadable {
    let code = errno
    let reason = strerror(code).map { String(cString: $0) } ?? "it cannot be read"
    return Unreadable(description: "\(path): \(reason)\(code == ENOENT ? advice(path) : "")")
  }

  /// What may be meant by the path of a script that is not there.
  private static func advice(_ path: String) -> String {
    if access(path + ".lua", R_OK) == 0 { return "; did you mean \(path).lua?" }
    let commands = Fringe.configuration.subcommands.compactMap { $0.configuration.commandName }
    return NearestName.of(path, among: commands).map { "; did you mean fringe \($0)?" } ?? ""
  }
}
