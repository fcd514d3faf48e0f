import Foundation

/// A program on a terminal of its own, as a user sits before it.
final class Terminal {
  private let process = Process()
  private let master: FileHandle
  private var seen = ""

  struct NotSeen: Error, CustomStringConvertible {
    let expected: String
    let seen: String
    var description: String { "\"\(expected)\" did not appear in \"\(seen)\"" }
  }

  /// TIOCSPTLCK and TIOCGPTN.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// Runs `fringe` with arguments in a folder.
  init(_ arguments: [String] = [], in folder: String) throws {
    // What posix_openpt, unlockpt and ptsname do on Linux; Swift does not see these.
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (locked, number): (CInt, CUnsignedInt) = (0, 0)
    guard descriptor >= 0, ioctl(descriptor, Self.setLock, &locked) == 0,
      ioctl(descriptor, Self.getNumber, &number) == 0,
      let slave = FileHandle(forUpdatingAtPath: "/dev/pts/\(number)")
    else { throw NotSeen(expected: "a terminal", seen: "") }
    master = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    // It makes the terminal the one that controls the program, so that Ctrl-C is a signal.
    process.executableURL = URL(filePath: "/usr/bin/setsid")
    process.arguments = ["--ctty", "--wait", Program.path] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TERM": "xterm", "XDG_STATE_HOME": folder + "/state", "HOME": folder, "FRINGE_CACHE_SIZE": "0"]
    ) { $1 }
    (process.standardInput, process.standardOutput, process.standardError) = (slave, slave, slave)
    try process.run()
    try slave.close()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Types keys, and waits until something is shown that was not there before.
  @discardableResult
  func type(_ keys: String, until expected: String) throws -> String {
    seen = ""
    try master.write(contentsOf: Data(keys.utf8))
    return try wait(for: expected)
  }

  /// Waits until something is shown; half a minute is for a machine that has much else to do.
  @discardableResult
  func wait(for expected: String) throws -> String {
    let deadline = Date(timeIntervalSinceNow: 30)
    while !seen.contains(expected) {
      var request = pollfd(fd: master.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard Date() < deadline, poll(&request, 1, 1000) >= 0 else {
        throw NotSeen(expected: expected, seen: seen)
      }
      if request.revents & Int16(POLLIN) != 0 {
        seen += String(decoding: master.availableData, as: UTF8.self)
      }
      if request.revents & Int16(POLLHUP) != 0, !seen.contains(expected) {
        throw NotSeen(expected: expected, seen: seen)
      }
    }
    return seen
  }

  /// Types Ctrl-C, once the line editor has had time to take the terminal over.
  @discardableResult
  func interrupt(until expected: String) throws -> String {
    Thread.sleep(forTimeInterval: 0.5)
    return try type("\u{3}", until: expected)
  }

  /// Types Ctrl-C at once, whoever has the terminal.
  func interruptAtOnce() throws { try master.write(contentsOf: Data("\u{3}".utf8)) }

  /// Types Ctrl-D until the program has ended.
  func leave() throws -> Int32 {
    let deadline = Date(timeIntervalSinceNow: 30)
    while process.isRunning {
      guard Date() < deadline else {
        process.terminate()
        throw NotSeen(expected: "the end", seen: seen)
      }
      // What the program says must be read: it waits for that before it gives the terminal back.
      var request = pollfd(fd: master.fileDescriptor, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 200) == 1, request.revents & Int16(POLLIN) != 0 {
        _ = master.availableData
      } else if process.isRunning {
        try? master.write(contentsOf: Data("\u{4}".utf8))
      }
    }
    return process.terminationStatus
  }
}
