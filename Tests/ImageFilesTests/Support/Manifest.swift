import Foundation
import TestSupport

/// The rows of a corpus' MANIFEST.csv, by column name.
struct Manifest {
  struct Row {
    let fields: [String: String]
    subscript(_ name: String) -> String { fields[name] ?? "" }
    var path: String { self["path"] }
    var isReadable: Bool { self["status"] == "ok" }
    /// The extents that were decoded.
    var shape: [Int] { self["dec_shape"].split(separator: "x").compactMap { Int($0) } }
  }

  let folder: String
  let rows: [Row]

  init(_ folder: String) throws {
    self.folder = SharedData.path(folder)
    let text = try String(contentsOfFile: self.folder + "/MANIFEST.csv", encoding: .utf8)
    var lines = text.split(whereSeparator: \.isNewline).map(Self.cells)
    let names = lines.removeFirst()
    rows = lines.map { Row(fields: Dictionary(uniqueKeysWithValues: zip(names, $0))) }
  }

  /// The cells of a line; a quoted one may hold commas.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
