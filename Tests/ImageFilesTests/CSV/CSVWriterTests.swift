import Foundation
import ImageFiles
import Imaging
import Testing

struct CSVWriterTests {
  @Test func `a line a row, shortest numbers, nan for missing values`() throws {
    let scratch = try Scratch()
    let image = Image(rows: 2, columns: 3, pixels: [1, -0.1, .nan, 1e-10, -.infinity, 16_777_216])
    try ImageFile.save(image, to: scratch.path("a.csv"))
    let text = try String(contentsOfFile: scratch.path("a.csv"), encoding: .utf8)
    #expect(text == "1,-0.1,nan\n1e-10,-inf,16777216\n")
  }

  @Test func `every number reads back as the same float`() throws {
    let scratch = try Scratch()
    var random = SplitMix(seed: 1)
    let values = (0..<200_000).map { _ in
      Float(bitPattern: UInt32.random(in: 0..<0x7F80_0000, using: &random))
    }
    try ImageFile.save(Image(rows: 400, columns: 500, pixels: values), to: scratch.path("a.csv"))
    let text = try String(contentsOfFile: scratch.path("a.csv"), encoding: .utf8)
    #expect(text.split { $0 == "," || $0 == "\n" }.map { Float($0) } == values)
  }
}
