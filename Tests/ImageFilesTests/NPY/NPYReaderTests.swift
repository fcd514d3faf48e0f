import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

struct NPYReaderTests {
  /// A file of the version, type and shape given, with these bytes as values.
  private func file(
    _ descr: String = "'<f4'", fortran: Bool = false, _ shape: String, version: UInt8 = 1, _ data: [UInt8]
  ) -> InputFile {
    let header = Array(
      "{'descr': \(descr), 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n".utf8)
    let length = [UInt8(header.count & 255), UInt8(header.count >> 8)] + (version == 1 ? [] : [0, 0])
    let bytes: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, version, 0] + length + header + data
    return InputFile(path: "a.npy", bytes: bytes)
  }

  @Test(arguments: [UInt8(1), 2, 3])
  func `all versions of the header are read`(version: UInt8) throws {
    let page = try NPYReader(file("'>i2'", "(1, 2)", version: version, [0x01, 0x02, 0xFF, 0xFE])).read(
      page: 0)
    guard case .int16(let values) = page.raster.samples else { Issue.record("no int16"); return }
    #expect(values == [258, -2])
  }

  @Test func `Fortran order runs down the columns, a third axis before is pages`() throws {
    let flat = try NPYReader(file("'|u1'", fortran: true, "(2, 3)", [1, 4, 2, 5, 3, 6])).read(page: 0)
    #expect(Image(raster: flat.raster).pixels == [1, 2, 3, 4, 5, 6])
    // Value 100 page + 10 row + column, two pages of 1 × 2.
    let stack = try NPYReader(file("'|u1'", fortran: true, "(2, 1, 2)", [0, 100, 1, 101]))
    #expect(stack.pageCount == 2)
    #expect(Image(raster: try stack.read(page: 1).raster).pixels == [100, 101])
    let plain = try NPYReader(file("'|u1'", "(2, 1, 2)", [0, 1, 100, 101]))
    #expect(Image(raster: try plain.read(page: 1).raster).pixels == [100, 101])
    #expect(try plain.info(page: 1).notes.count == 1)
  }

  @Test(arguments: [
    ("'<c8'", "(1, 1)"), ("'<f16'", "(1, 1)"), ("'|O'", "(1, 1)"), ("[('x', '<f4')]", "(1, 1)"),
    ("'<f4'", "()"),
    ("'<f4'", "(1, 1, 1, 1)"), ("'<f4'", "(0, 5)"), ("'<f4'", "(2, 1)"),
    ("'<f4'", "(4611686018427387904, 4)"),
    ("'<f4'", "(99999999999999999999, 1)"), ("'<f4'", "(-1, 1)"), ("'<f4'", "(1, 1"), ("{'a': 1}", "(1, 1)"),
  ])
  func `what is no image is refused`(descr: String, shape: String) {
    #expect(throws: ImageFileError.self) { try NPYReader(file(descr, shape, [0, 0, 0, 0])).read(page: 0) }
  }

  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `numpy's own files are read in every numeric type and order`() throws {
    let scratch = try Scratch()
    let names = try Python.run(
      """
      import sys, numpy
      for kind in ["b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]:
        for order in "<>":
          for layout in "CF":
            values = numpy.arange(15).reshape(3, 5).astype(order + kind)
            name = f"{kind}-{'le' if order == '<' else 'be'}-{layout}.npy"
            numpy.save(sys.argv[1] + "/" + name, numpy.asarray(values, order=layout))
            print(name)
      """, scratch.folder
    ).split(separator: "\n")
    #expect(names.count == 48)
    for name in names {
      let image = try ImageFile.load(path: scratch.path(String(name))).image
      let expected = (0..<15).map { name.hasPrefix("b1") ? ($0 == 0 ? 0 : 1) : Float($0) }
      #expect(image.pixels == expected && image.rows == 3, "\(name)")
    }
  }

  @Test(.enabled(if: SharedData.exists("data/synthetic"), SharedData.skip))
  func `a stack of three maps is three pages`() throws {
    let reader = try ImageFile.open(
      path: SharedData.path("data/synthetic/particle256_truth_spacing_nm.npy")
    ).datasets[0]
    let info = try reader.info(page: 2)
    #expect(reader.pageCount == 3 && info.rows == 256 && info.columns == 256 && info.type == .float32)
    // Gold along [110]: two {111} and one {002}.
    for (page, spacing) in [(0, 0.2355), (1, 0.2355), (2, 0.2039)] {
      let known = Image(raster: try reader.read(page: page).raster).pixels.filter { $0.isFinite && $0 > 0 }
      #expect(known.count > 10_000, "page \(page)")
      #expect(
        abs(known.reduce(0) { $0 + Double($1) } / Double(known.count) / spacing - 1) < 0.01, "page \(page)")
    }
  }
}
