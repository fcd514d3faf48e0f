import Foundation

/// chromedriver, in a process group with the browser that it starts, and a folder for what they write.
///
/// A shell holds the group together. When the pipe to it closes, because the test program asks for that or is no more, it
/// ends the driver, with which the browser ends too, and removes the folder. (SIGTERM may be blocked in what a test starts.)
final class DriverProcess: Sendable {
  let folder: String
  private let process: Process
  private let pipe: Pipe

  struct NotStarted: Error, CustomStringConvertible {
    let log: String
    var description: String { "chromedriver did not start within 30 s: \(log)" }
  }

  private static let script = """
    export HOME="$1" TMPDIR="$1" XDG_CONFIG_HOME="$1" XDG_CACHE_HOME="$1"
    "$2" --port=0 >"$1/driver.log" 2>&1 </dev/null &
    cat >/dev/null
    kill -KILL $!
    for pause in 0.1 0.2 0.5 1; do sleep $pause; rm -rf "$1" && break; done
    kill -KILL 0
    """

  init(_ driver: String) throws {
    folder = NSTemporaryDirectory() + "fringe-browser-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    process = Process()
    pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", Self.script, "browser", folder, driver]
    process.standardInput = pipe
    // Not the test's own, which would not end before they do.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { end() }

  /// The port at which the driver listens.
  func port() async throws -> Int {
    var log = ""
    for _ in 0..<300 {
      log = (try? String(contentsOfFile: folder + "/driver.log", encoding: .utf8)) ?? ""
      if let line = log.firstMatch(of: /started successfully on port (\d+)/), let port = Int(line.1) {
        return port
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw NotStarted(log: log)
  }

  /// Ends the processes, if need be by force after some seconds.
  func end() {
    try? pipe.fileHandleForWriting.close()
    for _ in 0..<100 where process.isRunning { usleep(50_000) }
    guard process.isRunning else { return }
    // The shell is the first of its group.
    kill(-process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
