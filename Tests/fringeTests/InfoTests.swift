import Foundation
import Testing

struct InfoTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let code = """
      local image = require "fringe".image(4, 6, 1)
      image:save "plain.npy"
      image.pixel_size_x = 0.5
      image.pixel_size_y = 0.25
      image:save "calibrated.tif"
      """
    #expect(try folder.run("-e", code).status == 0)
  }

  /// The text after a label, in each line that has it.
  private func values(_ label: String, in output: String) -> [String] {
    output.split(separator: "\n").filter { $0.hasPrefix("  \(label) ") }.map {
      $0.dropFirst(2 + label.count).trimmingCharacters(in: .whitespaces)
    }
  }

  @Test func `format, size, pages, calibration and its source are told`() throws {
    let outcome = try folder.run("info", "calibrated.tif", "plain.npy")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("calibrated.tif\n") && outcome.output.contains("\n\nplain.npy\n"))
    #expect(values("size", in: outcome.output).allSatisfy { $0 == "4 × 6 (rows × columns), float32" })
    #expect(values("pages", in: outcome.output) == ["1", "1"])
    #expect(
      values("calibration", in: outcome.output)
        == ["0.5 × 0.25 (width × height) nm per pixel, from ImageJ description", "none"])
    #expect(values("note", in: outcome.output).count == 2)
    // Values stand below each other.
    let columns = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { line in
      line.dropFirst(2).firstIndex(of: " ").flatMap { line[$0...].firstIndex { $0 != " " } }
        .map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(Set(columns) == [15])
  }

  @Test func `a file that cannot be read gives status 1, and the others are shown`() throws {
    try folder.write("words", to: "words.txt")
    let outcome = try folder.run("info", "none.tif", "words.txt", "plain.npy")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("plain.npy"))
    #expect(outcome.errors.contains("fringe: none.tif: cannot open: no such file or folder\n"))
    #expect(outcome.errors.contains("fringe: words.txt: not an image"))
  }

  @Test func `machines get a list with one entry a file`() throws {
    let outcome = try folder.run("info", "--json", "calibrated.tif", "none.tif")
    #expect(outcome.status == 1)
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(list.count == 2)
    #expect(list[0]["format"] as? String == "TIFF" && list[0]["rows"] as? Int == 4)
    #expect(list[0]["pixel_size_x"] as? Double == 0.5 && list[0]["unit"] as? String == "nm")
    #expect((list[0]["datasets"] as? [[String: Any]])?.count == 1)
    #expect(list[1]["path"] as? String == "none.tif")
    #expect((list[1]["error"] as? String)?.contains("no such file") == true)
  }

  @Test func `no file is wrong usage`() throws {
    #expect(try folder.run("info").status == 64)
  }
}
