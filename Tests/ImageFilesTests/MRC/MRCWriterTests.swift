import ImageFiles
import Imaging
import TestSupport
import Testing

struct MRCWriterTests {
  private func image(
    _ rows: Int = 3, _ columns: Int = 5, offset: Float = 0, size: (Double, Double)? = (0.025, 0.03)
  ) -> Image {
    var image = Image(rows: rows, columns: columns) { row, column in Float(10 * row + column) + offset }
    if let size {
      image.calibration = Calibration(
        pixelSizeX: size.0, pixelSizeY: size.1, unit: .nanometres, source: .script)
    }
    return image
  }

  @Test(arguments: [nil, SampleType.float32, .uint16, .int16])
  func `an image comes back with its values, type and pixel size`(type: SampleType?) throws {
    let scratch = try Scratch()
    try ImageFile.save(image(), to: scratch.path("a.mrc"), as: type)
    let loaded = try ImageFile.load(path: scratch.path("a.mrc"))
    #expect(loaded.type == type ?? .float32 && loaded.image.pixels == image().pixels)
    #expect((loaded.image.rows, loaded.image.columns) == (3, 5))
    #expect(abs(loaded.image.calibration.pixelSizeX / 0.025 - 1) < 1e-6)
    #expect(abs(loaded.image.calibration.pixelSizeY / 0.03 - 1) < 1e-6)
    #expect(scratch.contents == ["a.mrc"])
  }

  @Test func `an image without a pixel size comes back without`() throws {
    let scratch = try Scratch()
    var spectrum = image()
    spectrum.calibration = Calibration(pixelSize: 0.1, unit: .perNanometre, source: .computed)
    for image in [image(size: nil), spectrum] {
      try ImageFile.save(image, to: scratch.path("a.mrc"))
      #expect(try ImageFile.load(path: scratch.path("a.mrc")).image.calibration == .none)
    }
    let info = try ImageFile.open(path: scratch.path("a.mrc")).datasets[0].info(page: 0)
    guard case .group(let raw)? = info.metadata["raw"], case .list(let labels)? = raw["LABELS"] else {
      Issue.record("no labels")
      return
    }
    #expect(labels == [.string("Fringe"), .string("Pixel size 0.1 x 0.1 1/nm")])
  }

  @Test func `a stack comes back page by page`() throws {
    let scratch = try Scratch()
    let writer = try ImageFile.create(scratch.path("a.mrcs"), as: .uint16)
    for index in 0..<3 { try writer.add(image(offset: Float(100 * index))) }
    // What does not fit leaves the rest as it is.
    #expect(throws: ImageFileError.self) { try writer.add(image(4, 5)) }
    #expect(throws: ImageFileError.self) { try writer.add(image(offset: -1)) }
    #expect(scratch.contents.allSatisfy { $0 != "a.mrcs" })
    try writer.finish()
    #expect(throws: ImageFileError.self) { try writer.add(image()) }
    let dataset = try ImageFile.open(path: scratch.path("a.mrcs")).datasets[0]
    #expect(dataset.pageCount == 3)
    for index in 0..<3 {
      let page = try dataset.read(page: index)
      #expect(Image(raster: page.raster).pixels == image(offset: Float(100 * index)).pixels)
      #expect(page.info.notes.isEmpty)
    }
    #expect(scratch.contents == ["a.mrcs"])
  }

  @Test func `a stack without images or without an end leaves no file`() throws {
    let scratch = try Scratch()
    #expect(throws: ImageFileError.self) { try ImageFile.create(scratch.path("a.mrc")).finish() }
    do {
      let writer = try ImageFile.create(scratch.path("b.mrc"))
      try writer.add(image())
    }
    #expect(scratch.contents.isEmpty)
  }

  @Test(.enabled(if: Python.has("mrcfile"), "no Python with mrcfile was found"))
  func `an independent reader finds nothing to complain of`() throws {
    let scratch = try Scratch()
    try ImageFile.save(image(), to: scratch.path("float.mrc"))
    try ImageFile.save(image(size: nil), to: scratch.path("plain.mrc"), as: .uint16)
    let holed = image().pixels.map { $0 == 3 ? .nan : $0 }
    let missing = Image(rows: 3, columns: 5, pixels: holed, calibration: image().calibration)
    try ImageFile.save(missing, to: scratch.path("missing.mrc"))
    let writer = try ImageFile.create(scratch.path("stack.mrcs"), as: .int16)
    for index in 0..<4 { try writer.add(image(offset: Float(-7 * index))) }
    try writer.finish()
    let script = """
      import io, sys, mrcfile, numpy as np
      folder = sys.argv[1]
      first = np.add.outer(10 * np.arange(3), np.arange(5))
      for name in ["float.mrc", "plain.mrc", "missing.mrc", "stack.mrcs"]:
          report = io.StringIO()
          good = mrcfile.validate(folder + "/" + name, print_file=report)
          with mrcfile.open(folder + "/" + name) as mrc:
              size, header, data = mrc.voxel_size, mrc.header, mrc.data
              kind = "stack" if mrc.is_image_stack() else "image" if mrc.is_single_image() else "volume"
              pages = np.atleast_3d(data).reshape(-1, 3, 5)
              same = all(np.array_equal(page, first - 7 * i) for i, page in enumerate(pages))
              print(name, good, kind, data.dtype, data.shape, same, "%.5f %.5f" % (size.x, size.y),
                    report.getvalue().replace("\\n", " "))
      """
    let lines = try Python.run(script, scratch.folder).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("float.mrc True image float32 (3, 5) True 0.25000 0.30000"), "\(lines[0])")
    #expect(lines[1].hasPrefix("plain.mrc True image uint16 (3, 5) True 0.00000 0.00000"), "\(lines[1])")
    #expect(lines[2].contains("image float32 (3, 5) False 0.25000 0.30000"), "\(lines[2])")
    #expect(lines[3].hasPrefix("stack.mrcs True stack int16 (4, 3, 5) True 0.25000 0.30000"), "\(lines[3])")
  }
}
