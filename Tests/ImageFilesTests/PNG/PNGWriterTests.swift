import Foundation
import ImageFiles
import Imaging
import Testing

struct PNGWriterTests {
  @Test func `the range of finite values is 1 to 255, missing is 0`() {
    let image = Image(rows: 2, columns: 3, pixels: [-2, 0, 2, .nan, .infinity, -.infinity])
    #expect(PNGWriter.greys(of: image) == [1, 128, 255, 0, 255, 1])
    #expect(PNGWriter.greys(of: Image(rows: 1, columns: 2, pixels: [7, .nan])) == [128, 0])
    #expect(PNGWriter.greys(of: Image(rows: 1, columns: 2, value: .nan)) == [0, 0])
    let wide = Image(rows: 1, columns: 2, pixels: [-.greatestFiniteMagnitude, .greatestFiniteMagnitude])
    #expect(PNGWriter.greys(of: wide) == [1, 255])
  }

  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `pillow reads the greys`() throws {
    let scratch = try Scratch()
    let image = Image(rows: 5, columns: 255) { row, column in row == 4 ? .nan : Float(column) }
    try ImageFile.save(image, to: scratch.path("a.png"))
    let printed = try Python.run(
      """
      import sys, numpy
      from PIL import Image
      im = Image.open(sys.argv[1])
      a = numpy.asarray(im)
      print(im.mode, a.shape, bool((a[:4] == numpy.arange(1, 256)).all()), a[4].max())
      """, scratch.path("a.png"))
    #expect(printed == "L (5, 255) True 0\n")
  }

  @Test func `16 bits keep the values, and refuse what they cannot hold`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.png")
    let image = Image(rows: 2, columns: 2, pixels: [0, 65_535, 256.4, 1])
    try ImageFile.save(image, to: path, as: .uint16)
    let loaded = try ImageFile.load(path: path)
    #expect(loaded.type == .uint16 && loaded.image.pixels == [0, 65_535, 256, 1])
    #expect(throws: ImageFileError.self) {
      try ImageFile.save(Image(rows: 1, columns: 1, value: .nan), to: scratch.path("b.png"), as: .uint16)
    }
    #expect(scratch.contents == ["a.png"])
    guard Python.path != nil else { return }
    let printed = try Python.run(
      "import sys, numpy\nfrom PIL import Image\nprint(numpy.asarray(Image.open(sys.argv[1])).tolist())", path
    )
    #expect(printed == "[[0, 65535], [256, 1]]\n")
  }
}
