import Foundation
import Testing

/// A Python with numpy and tifffile, as an independent reader, where there is one.
enum Python {
  static let skip: Comment = "no Python with numpy and tifffile was found"

  /// The interpreter.
  static let path: String? = ["/opt/ref/bin/python", "/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
      && (try? run("import numpy, tifffile", interpreter: $0)) != nil
  }

  struct Failure: Error { let status: Int32 }

  /// Runs a script and returns what it prints.
  static func run(_ script: String, _ arguments: String..., interpreter: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: interpreter ?? path ?? "/usr/bin/false")
    process.arguments = ["-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    if interpreter != nil { process.standardError = FileHandle.nullDevice }
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return String(decoding: data, as: UTF8.self)
  }
}
