import Foundation

/// A folder of its own for a test; removed when the value goes.
struct Scratch: ~Copyable {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/fringe-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  /// The names in the folder, in order.
  var contents: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] }
}

/// A generator that gives the same numbers in every run (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Scratch {
  /// Writes an NPY file of 32-bit floats: pages × rows × columns, of which each value is `body(page, row, column)`.
  func writeStack(
    _ name: String, pages: Int, rows: Int, columns: Int, body: (Int, Int, Int) -> Float
  ) throws -> String {
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(pages), \(rows), \(columns)), }"
    header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8)
    for page in 0..<pages {
      for row in 0..<rows {
        for column in 0..<columns {
          let bits = body(page, row, column).bitPattern
          bytes += (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
        }
      }
    }
    try Data(bytes).write(to: URL(filePath: path(name)))
    return path(name)
  }
}
