import Figures
import Foundation
import Testing

/// Matplotlib's colour maps, where there is a Python that has it.
enum Matplotlib {
  static let skip: Comment = "no Python with matplotlib was found"

  /// The interpreter: `$FRINGE_PYTHON`, or one in a usual place.
  static let path: String? = [
    ProcessInfo.processInfo.environment["FRINGE_PYTHON"], "/usr/bin/python3", "/usr/local/bin/python3",
  ].compactMap(\.self).first {
    FileManager.default.isExecutableFile(atPath: $0) && (run("import matplotlib", interpreter: $0) != nil)
  }

  static func colors(of map: String, at places: [Double]) throws -> [RGB] {
    let script =
      "import matplotlib; m = matplotlib.colormaps['\(map)'];"
      + "print(*['%02x%02x%02x' % tuple(round(255 * c) for c in m(p)[:3]) for p in \(places)])"
    let output = try #require(run(script, interpreter: path ?? "false"))
    return output.split(whereSeparator: \.isWhitespace).compactMap { UInt32($0, radix: 16).map { RGB($0) } }
  }

  /// What a script prints; nil when it fails.
  private static func run(_ script: String, interpreter: String) -> String? {
    guard let stream = popen("'\(interpreter)' -c \"\(script)\" 2>/dev/null", "r") else { return nil }
    var output: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { output.append(UInt8(byte)) }
    return pclose(stream) == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
