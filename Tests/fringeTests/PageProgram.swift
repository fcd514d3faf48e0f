import Foundation
import Testing

/// The program while it shows a page and waits.
final class PageProgram {
  private let process = Process()
  private let folder: String
  private let errors: String
  private let output: String

  struct NoPage: Error { let errors: String }

  /// Starts `fringe` with arguments in a folder; no browser is opened.
  init(_ arguments: String..., in folder: String) throws {
    self.folder = folder
    (errors, output) = (folder + "/.page-errors", folder + "/.page-output")
    for file in [errors, output] { try Data().write(to: URL(filePath: file)) }
    process.executableURL = URL(filePath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    var environment = ProcessInfo.processInfo.environment.merging(["FRINGE_CACHE_SIZE": "0"]) { $1 }
    for name in ["DISPLAY", "WAYLAND_DISPLAY"] { environment[name] = nil }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// The address that it prints.
  func address() async throws -> String {
    for _ in 0..<600 {
      let text = try String(contentsOfFile: errors, encoding: .utf8)
      if let line = text.split(separator: "\n").first(where: { $0.contains("http://") }), text.hasSuffix("\n")
      {
        return String(line.split(separator: " ").last ?? "")
      }
      guard process.isRunning else { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw NoPage(errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// How it ended; it is ended after half a minute.
  func outcome() async throws -> Program.Outcome {
    for _ in 0..<600 where process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    defer { for file in [errors, output] { try? FileManager.default.removeItem(atPath: file) } }
    return Program.Outcome(
      status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }
}
