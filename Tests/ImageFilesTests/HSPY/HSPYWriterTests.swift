import Foundation
import ImageFiles
import Imaging
import Testing

struct HSPYWriterTests {
  static let image: Image = {
    var image = Image(rows: 5, columns: 7) { row, column in Float(row) / 3 + Float(column) }
    image[1, 2] = .nan
    image.calibration = Calibration(
      pixelSizeX: 0.0333441, pixelSizeY: 0.04, unit: .nanometres, source: .script)
    image.name = "Au/3 nm"
    image.label = "d (nm)"
    image.metadata = [
      "voltage": .number(300), "instrument": .string("Titan"), "exposure": .number(0.5),
      "date": .string("2016-08-08T21:26:43"),
      "raw": .group([
        "deep": .group(["x": .number(1), "list": .list([.number(1), .number(2)])]), "flag": .boolean(true),
        "words": .list([.string("a"), .string("b")]), "mixed": .list([.string("a"), .number(2)]),
      ]),
    ]
    return image
  }()

  @Test(arguments: [nil, SampleType.float32, .uint16, .uint8])
  func `an image comes back with its calibration and metadata`(type: SampleType?) throws {
    let scratch = try Scratch()
    let image =
      type == nil || type == .float32 ? Self.image : Self.image.with(pixels: (0..<35).map { Float($0) })
    try ImageFile.save(image, to: scratch.path("a.hspy"), as: type)
    let loaded = try ImageFile.load(path: scratch.path("a.hspy"))
    #expect(loaded.type == type ?? .float32 && loaded.pageCount == 1)
    #expect(loaded.image.pixels.map(\.bitPattern) == image.pixels.map(\.bitPattern))
    #expect(loaded.image.calibration.pixelSizeX == 0.0333441 && loaded.image.calibration.pixelSizeY == 0.04)
    #expect(loaded.image.calibration.source == .tag("HyperSpy axes"))
    let metadata = loaded.image.metadata
    for name in ["voltage", "instrument", "exposure", "date"] {
      #expect(metadata[name] == image.metadata[name])
    }
    #expect(metadata["title"] == .string("Au/3 nm"))
    guard case .group(let raw)? = metadata["raw"], case .group(let original)? = raw["original_metadata"]
    else {
      Issue.record("no metadata")
      return
    }
    #expect(original["deep"] == .group(["x": .number(1), "list": .list([.number(1), .number(2)])]))
    #expect(original["flag"] == .boolean(true) && original["words"] == .list([.string("a"), .string("b")]))
  }

  @Test func `units are those of HyperSpy, and pixels have none`() throws {
    let scratch = try Scratch()
    var image = Self.image
    image.calibration = Calibration(pixelSize: 0.25, unit: .perNanometre, source: .computed)
    try ImageFile.save(image, to: scratch.path("a.hspy"))
    let back = try ImageFile.load(path: scratch.path("a.hspy"))
    #expect(back.image.calibration.unit == .perNanometre && back.image.calibration.pixelSizeX == 0.25)
    image.calibration = .none
    try ImageFile.save(image, to: scratch.path("b.hspy"))
    let pixels = try ImageFile.load(path: scratch.path("b.hspy"))
    #expect(pixels.image.calibration == .none && pixels.calibrationNote?.contains("no unit") == true)
  }

  @Test func `a stack is there when it is finished, page by page`() throws {
    let scratch = try Scratch()
    let path = scratch.path("s.hspy")
    let writer = try ImageFile.create(path, as: .uint16)
    for page in 0..<3 {
      try writer.add(Image(rows: 4, columns: 6) { row, column in Float(100 * page + 10 * row + column) })
    }
    #expect(throws: ImageFileError.self) { try writer.add(Image(rows: 6, columns: 4, value: 0)) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try writer.finish()
    #expect(scratch.contents == ["s.hspy"])
    let dataset = try ImageFile.open(path: path).datasets[0]
    #expect(dataset.pageCount == 3)
    guard case .uint16(let values) = try dataset.read(page: 2).raster.samples else {
      Issue.record("another type")
      return
    }
    let expected = [200, 210, 220, 230].flatMap { (first: UInt16) in (0..<6).map { first + $0 } }
    #expect(values == expected)
    #expect(throws: ImageFileError.self) { try dataset.read(page: 3) }
  }

  @Test func `a writer that is given up leaves nothing, and one without an image is refused`() throws {
    let scratch = try Scratch()
    do {
      let writer = try ImageFile.create(scratch.path("a.hspy"))
      try writer.add(Self.image)
    }
    let empty = try ImageFile.create(scratch.path("b.hspy"))
    #expect(throws: ImageFileError.self) { try empty.finish() }
    #expect(!scratch.contents.contains { $0.hasSuffix(".hspy") })
  }

  @Test func `a full disk is an error and leaves no file`() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let error = #expect(throws: ImageFileError.self) {
      try ImageFile.save(Self.image, to: "/dev/full/a.hspy")
    }
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `the same image gives the same bytes`() throws {
    let scratch = try Scratch()
    for name in ["a.hspy", "b.hspy"] { try ImageFile.save(Self.image, to: scratch.path(name)) }
    let first = try Data(contentsOf: URL(fileURLWithPath: scratch.path("a.hspy")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path("b.hspy"))) == first)
  }

  @Test(.enabled(if: Python.hasRosettaSciIO, "no Python with rosettasciio"))
  func `RosettaSciIO reads what is written`() throws {
    let scratch = try Scratch()
    try ImageFile.save(Self.image, to: scratch.path("a.hspy"))
    let writer = try ImageFile.create(scratch.path("s.hspy"))
    try writer.add(Self.image)
    try writer.add(Self.image)
    try writer.finish()
    let output = try Python.run(
      """
      import sys, numpy
      from rsciio.hspy import file_reader
      for path in sys.argv[1:]:
          signal, = file_reader(path)
          data = signal["data"]
          image = data if data.ndim == 2 else data[-1]
          print(data.shape, data.dtype, numpy.nansum(image), signal["metadata"]["General"]["title"],
                signal["metadata"]["Signal"]["quantity"],
                signal["metadata"]["Acquisition_instrument"]["TEM"]["beam_energy"],
                [(a["name"], int(a["size"]), float(a["scale"]), a["units"], a["navigate"]) for a in signal["axes"]])
      """, scratch.path("a.hspy"), scratch.path("s.hspy"))
    let lines = output.split(separator: "\n")
    let sum = Self.image.pixels.filter { !$0.isNaN }.reduce(0) { $0 + Double($1) }
    let axes = "('y', 5, 0.04, 'nm', False), ('x', 7, 0.0333441, 'nm', False)]"
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("(5, 7) float32 \(Float(sum))"), "\(lines[0]) \(sum)")
    #expect(lines[0].hasSuffix("Au/3 nm d (nm) 300.0 [" + axes), "\(lines[0])")
    #expect(lines[1].hasPrefix("(2, 5, 7) float32"))
    #expect(lines[1].hasSuffix("[('page', 2, 1.0, '', True), " + axes), "\(lines[1])")
  }
}
