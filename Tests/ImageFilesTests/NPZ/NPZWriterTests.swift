import Foundation
import ImageFiles
import Imaging
import Testing

struct NPZWriterTests {
  static let image: Image = {
    var image = Image(rows: 3, columns: 5) { row, column in Float(10 * row + column) }
    image.calibration = Calibration(
      pixelSizeX: 0.0333441, pixelSizeY: 0.04, unit: .nanometres, source: .script)
    return image
  }()

  @Test(arguments: NPZWriter.sampleTypes)
  func `an image comes back with its calibration`(type: SampleType) throws {
    let scratch = try Scratch()
    try ImageFile.save(Self.image, to: scratch.path("a.npz"), as: type)
    let loaded = try ImageFile.load(path: scratch.path("a.npz"))
    #expect(loaded.image.pixels == Self.image.pixels && loaded.image.size == Self.image.size)
    #expect(loaded.type == type)
    #expect(loaded.image.calibration.pixelSizeX == 0.0333441 && loaded.image.calibration.pixelSizeY == 0.04)
    #expect(loaded.image.calibration.source == .tag("pixel_size_nm"))
    #expect(scratch.contents == ["a.npz"])
    let first = try Data(contentsOf: URL(fileURLWithPath: scratch.path("a.npz")))
    try ImageFile.save(Self.image, to: scratch.path("b.npz"), as: type)
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path("b.npz"))) == first)
  }

  @Test func `pixels have no size, and reciprocal ones their own name`() throws {
    let scratch = try Scratch()
    var image = Self.image
    image.calibration = .none
    try ImageFile.save(image, to: scratch.path("a.npz"))
    #expect(try ImageFile.load(path: scratch.path("a.npz")).image.calibration == .none)
    image.calibration = Calibration(pixelSize: 0.25, unit: .perNanometre, source: .computed)
    try ImageFile.save(image, to: scratch.path("b.npz"))
    let back = try ImageFile.load(path: scratch.path("b.npz")).image.calibration
    #expect(back.unit == .perNanometre && back.pixelSizeX == 0.25)
  }

  @Test func `a stack is one array of three axes, there when it is finished`() throws {
    let scratch = try Scratch()
    let path = scratch.path("s.npz")
    let writer = try ImageFile.create(path, as: .uint16)
    for _ in 0..<3 { try writer.add(Self.image) }
    #expect(throws: ImageFileError.self) { try writer.add(Image(rows: 5, columns: 3, value: 0)) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try writer.finish()
    let dataset = try ImageFile.open(path: path).datasets[0]
    #expect(dataset.name == "image" && dataset.pageCount == 3)
    #expect(Image(raster: try dataset.read(page: 2).raster).pixels == Self.image.pixels)
    do {
      let given = try ImageFile.create(scratch.path("up.npz"))
      try given.add(Self.image)
    }
    #expect(throws: ImageFileError.self) { try ImageFile.save(Self.image, to: scratch.path("none/a.npz")) }
  }

  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `NumPy reads what is written`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.npz")
    try ImageFile.save(Self.image, to: path)
    let output = try Python.run(
      """
      import sys, numpy
      with numpy.load(sys.argv[1]) as z:
          print(z.files, z['image'].shape, z['image'].dtype, z['image'].sum(), z['pixel_size_nm'].tolist())
      """, path)
    #expect(output == "['image', 'pixel_size_nm'] (3, 5) float32 180.0 [0.04, 0.0333441]\n")
  }
}
