import Foundation
import Testing

/// A Python with numpy and tifffile, as an independent reader, where there is one.
enum Python {
  static let skip: Comment = "no Python with numpy, pillow and tifffile was found"

  /// The interpreter: `$FRINGE_PYTHON`, or one in a usual place.
  static let path: String? = [
    ProcessInfo.processInfo.environment["FRINGE_PYTHON"], "/usr/bin/python3",
    "/usr/local/bin/python3",
  ].compactMap(\.self).first {
    FileManager.default.isExecutableFile(atPath: $0)
      && (try? run("import numpy, PIL, tifffile", interpreter: $0)) != nil
  }

  struct Failure: Error { let status: Int32 }

  /// Runs a script and returns what it prints.
  ///
  /// Through popen, because Foundation's Process leaks a few bytes, which a leak checker reports.
  static func run(_ script: String, _ arguments: String..., interpreter: String? = nil) throws -> String {
    let scratch = try Scratch()
    try script.write(toFile: scratch.path("script.py"), atomically: false, encoding: .utf8)
    let words = [interpreter ?? path ?? "false", scratch.path("script.py")] + arguments
    let command = words.map { "'\($0)'" }.joined(separator: " ") + " 2>/dev/null"
    guard let stream = popen(command, "r") else { throw Failure(status: -1) }
    var output: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { output.append(UInt8(byte)) }
    let status = pclose(stream)
    guard status == 0 else { throw Failure(status: status) }
    return String(decoding: output, as: UTF8.self)
  }
}
