import Foundation
import ImageFiles
import Imaging
import Testing

struct TIFFWriterTests {
  static let units: [Calibration.Unit] = [.nanometres, .perNanometre, .perPixel]

  @Test(
    arguments: [0.01, 0.0333441, 1 / 3.0, 0.46594, 5.0 / 512, 1, 12.7, 999.999, 1e-5, 4e-7, 1e7, 3e8], units)
  func `a pixel size comes back to 12 digits`(size: Double, unit: Calibration.Unit) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    var image = Image(rows: 3, columns: 2, value: 1)
    image.calibration = Calibration(
      pixelSizeX: size, pixelSizeY: size * 1.25, unit: unit, source: .tag("ImageJ description"))
    try ImageFile.save(image, to: path)
    let found = try ImageFile.load(path: path)
    guard unit == .nanometres || size < 1e9 else { return }
    #expect(abs(found.image.calibration.pixelSizeX / size - 1) < 1e-12)
    #expect(abs(found.image.calibration.pixelSizeY / size / 1.25 - 1) < 1e-12)
    #expect(found.image.calibration.unit == unit)
    #expect(found.calibrationNote?.contains("geometric mean") == true)
    #expect(found.image.calibration.source == image.calibration.source)
  }

  @Test(.enabled(if: Python.path != nil, Python.skip))
  func `tifffile reads the same values, pixel size and unit`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    var image = Image(rows: 2, columns: 3, pixels: [0, -1.5, .nan, .infinity, 3e-20, 16_777_216])
    image.calibration = Calibration(
      pixelSizeX: 0.0333441, pixelSizeY: 0.05, unit: .nanometres, source: .script)
    try ImageFile.save(image, to: path)
    let printed = try Python.run(
      """
      import sys, tifffile
      with tifffile.TiffFile(sys.argv[1]) as file:
        page = file.pages[0]
        x, y = page.tags["XResolution"].value, page.tags["YResolution"].value
        print(file.is_imagej, len(file.pages), page.shape, page.dtype, file.imagej_metadata["unit"])
        print(x[1] / x[0], y[1] / y[0], [float(v).hex() for v in file.asarray().ravel()])
      """, path)
    let hex = ["0x0.0p+0", "-0x1.8000000000000p+0", "nan", "inf"].map { "'\($0)'" }.joined(separator: ", ")
    #expect(printed.hasPrefix("True 1 (2, 3) float32 nm\n0.0333441 0.05 [\(hex), "), "\(printed)")
    #expect(printed.hasSuffix(", '0x1.0000000000000p+24']\n"), "\(printed)")
  }

  @Test(
    .enabled(if: Python.path != nil, Python.skip), arguments: [SampleType.float32, .uint16, .uint8], [1, 3])
  func `tifffile reads a stack in its type, with unit and interval`(type: SampleType, count: Int) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    let writer = try ImageFile.create(path, as: type)
    writer.interval = 0.04
    for page in 0..<count {
      var image = Image(rows: 3, columns: 5) { row, column in
        Float(100 * page + 10 * row + column) - 0.25 * Float(page)
      }
      image.calibration = Calibration(pixelSize: page == 0 ? 0.025 : 7, unit: .nanometres, source: .script)
      try writer.add(image)
    }
    #expect(scratch.contents.allSatisfy { $0.hasSuffix(".tmp") })
    try writer.finish()
    #expect(scratch.contents == ["a.tif"])
    let printed = try Python.run(
      """
      import sys, tifffile, numpy
      with tifffile.TiffFile(sys.argv[1]) as file:
        x = file.pages[0].tags["XResolution"].value
        data = file.asarray().reshape(-1, 3, 5)
        print(file.is_imagej, file.is_bigtiff, len(file.pages), len(file.series), data.dtype, x[1] / x[0])
        print(file.imagej_metadata.get("finterval"), file.imagej_metadata["unit"], file.series[0].dataoffset)
        print(data[-1, 2].tolist(), bool((tifffile.memmap(sys.argv[1]).reshape(data.shape) == data).all()))
      """, path)
    let last = (0..<5).map { column -> String in
      let value = Float(100 * (count - 1) + 20 + column) - 0.25 * Float(count - 1)
      return type == .float32 ? "\(value)" : "\(Int(value.rounded()))"
    }
    #expect(
      printed == """
        True False \(count) 1 \(type.rawValue) 0.025
        \(count > 1 ? "0.04" : "None") nm 16
        [\(last.joined(separator: ", "))] True

        """)
    let dataset = try ImageFile.open(path: path).datasets[0]
    #expect(dataset.pageCount == count && dataset.interval == (count > 1 ? 0.04 : nil))
    let page = try dataset.read(page: count - 1)
    #expect(page.info.type == type && page.info.calibration.pixelSize == 0.025)
  }

  @Test func `integers are the nearest ones, and one out of range is an error that leaves nothing`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    try ImageFile.save(Image(rows: 1, columns: 3, pixels: [0.4, 254.5, 3.5]), to: path, as: .uint8)
    #expect(try ImageFile.load(path: path).image.pixels == [0, 255, 4])
    for value: Float in [256, -1, .nan, .infinity] {
      #expect(throws: ImageFileError.self) {
        try ImageFile.save(
          Image(rows: 1, columns: 2, pixels: [1, value]), to: scratch.path("b.tif"), as: .uint8)
      }
    }
    #expect(throws: ImageFileError.self) {
      try ImageFile.save(Image(rows: 1, columns: 1, value: 1), to: scratch.path("b.tif"), as: .int32)
    }
    #expect(scratch.contents == ["a.tif"])
  }

  @Test func `a stack of no image or of two sizes is an error, one that is given up leaves nothing`() throws {
    let scratch = try Scratch()
    for name in ["a.tif", "a.npy"] {
      let path = scratch.path(name)
      #expect(throws: ImageFileError.self) { try ImageFile.create(path).finish() }
      do {
        let writer = try ImageFile.create(path)
        try writer.add(Image(rows: 2, columns: 3, value: 1))
        let error = #expect(throws: ImageFileError.self) {
          try writer.add(Image(rows: 3, columns: 2, value: 1))
        }
        #expect(error?.description.contains("image 2 has 3×2 pixels, but the first 2×3") == true)
      }
      #expect(scratch.contents == [])
      let writer = try ImageFile.create(path)
      try writer.add(Image(rows: 2, columns: 3, value: 1))
      try writer.finish()
      #expect(throws: ImageFileError.self) { try writer.add(Image(rows: 2, columns: 3, value: 1)) }
      #expect(throws: ImageFileError.self) { try writer.finish() }
      #expect(scratch.contents == [name])
      try FileManager.default.removeItem(atPath: path)
    }
    #expect(throws: ImageFileError.self) { try ImageFile.create(scratch.path("a.png")) }
  }

  @Test func `a folder that cannot be written to is an error`() throws {
    for path in ["/proc/a.tif", "/proc/self/a.npy", "/sys/a.png"] {
      let error = #expect(throws: ImageFileError.self) {
        try ImageFile.save(Image(rows: 1, columns: 1, value: 1), to: path)
      }
      guard case .system? = error?.problem else { Issue.record("\(String(describing: error))"); continue }
    }
  }

  @Test(arguments: [1, 3, 20_000])
  func `a BigTIFF is read like any other`(pages: Int) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.tif")
    let file = try AtomicFile(path: path)
    try file.write([UInt8](repeating: 0, count: TIFFLayout.headByteCount))
    for page in 0..<pages { try file.write([UInt8(page % 251), 7, 8]) }
    let calibration = Calibration(pixelSize: 0.1, unit: .nanometres, source: .script)
    try TIFFLayout(size: .init(rows: 1, columns: 3), type: .uint8, calibration: calibration)
      .complete(file, pages: pages, largestClassic: 0)
    try file.commit()
    let dataset = try ImageFile.open(path: path).datasets[0]
    #expect(dataset.pageCount == pages)
    for page in [pages - 1, 0, pages / 2] {
      let read = try dataset.read(page: page)
      #expect(Image(raster: read.raster).pixels == [Float(page % 251), 7, 8])
      #expect(read.info.calibration.pixelSize == 0.1)
    }
    guard Python.path != nil, pages < 10 else { return }
    let printed = try Python.run(
      "import sys, tifffile\nf = tifffile.TiffFile(sys.argv[1])\nprint(f.is_bigtiff, f.pages[-1].asarray().tolist())",
      path)
    #expect(printed == "True [[\((pages - 1) % 251), 7, 8]]\n")
  }
}
