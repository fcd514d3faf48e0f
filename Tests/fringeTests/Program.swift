import Foundation

/// The real executable, as a user runs it.
enum Program {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// It lies beside the test program.
  static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/fringe"

  /// Runs `fringe` with arguments in a folder.
  ///
  /// - Parameters:
  ///   - interruptedAfter: Seconds after which it gets a signal.
  ///   - signal: The signal.
  static func run(
    _ arguments: [String], by executable: String = path, in folder: String, input: String = "",
    environment: [String: String] = [:],
    interruptedAfter: Double? = nil, signal: Int32 = SIGINT
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    // The user's own cache is left alone.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["FRINGE_CACHE_SIZE": "0"]) { $1 }.merging(environment) { $1 }
    let output = folder + "/.output-" + UUID().uuidString
    let errors = folder + "/.errors-" + UUID().uuidString
    let standardInput = folder + "/.input-" + UUID().uuidString
    for (file, text) in [(output, ""), (errors, ""), (standardInput, input)] {
      try text.write(toFile: file, atomically: false, encoding: .utf8)
    }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardInput = FileHandle(forReadingAtPath: standardInput)
    try process.run()
    if let interruptedAfter {
      Thread.sleep(forTimeInterval: interruptedAfter)
      kill(process.processIdentifier, signal)
    }
    process.waitUntilExit()
    defer {
      for file in [output, errors, standardInput] { try? FileManager.default.removeItem(atPath: file) }
    }
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }
}

/// A folder that goes away with this object.
final class TemporaryFolder {
  let path = NSTemporaryDirectory() + "fringe-test-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let target = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: URL(filePath: target).deletingLastPathComponent().path, withIntermediateDirectories: true)
    try text.write(toFile: target, atomically: false, encoding: .utf8)
    return target
  }

  var files: [String] { (try? FileManager.default.subpathsOfDirectory(atPath: path).sorted()) ?? [] }

  @discardableResult
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    interruptedAfter: Double? = nil, signal: Int32 = SIGINT
  ) throws -> Program.Outcome {
    try Program.run(
      arguments, in: path, input: input, environment: environment, interruptedAfter: interruptedAfter,
      signal: signal)
  }
}
