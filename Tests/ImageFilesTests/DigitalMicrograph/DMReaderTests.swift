import ImageFiles
import Imaging
import TestSupport
import Testing

struct DMReaderTests {
  /// A file of one image, and a preview before it.
  private func file(
    _ image: DMTestTag, version: UInt32 = 3, isLittleEndian: Bool = true, more: [(String, DMTestTag)] = []
  ) -> DMBytes {
    let preview = DMBytes.image(
      "preview", type: 23, data: .array(type: 3, bits: [0x0010_2030, 0, 0, 0]), dimensions: [2, 2])
    return DMBytes(
      version: version, isLittleEndian: isLittleEndian,
      root: [
        (
          "DocumentObjectList",
          .unnamed([.group([("AnnotationType", .uint32(20)), ("ImageSource", .uint32(0))])])
        ), ("ImageList", .unnamed([preview, image])),
        ("ImageSourceList", .unnamed([.group([("ImageRef", .uint32(1))])])),
        ("Thumbnails", .unnamed([.group([("ImageIndex", .uint32(0))])])),
      ] + more)
  }

  private func open(_ file: DMBytes) throws -> any ImageReader {
    try ImageFile.open(InputFile(path: "a.dm3", bytes: file.bytes))
  }

  /// Type of the image, type of its elements in the file, bits of a sample, and the sample.
  static let types: [(image: Int, element: UInt64, bits: UInt64, type: SampleType, value: Double)] = [
    (1, 2, 0xFFFE, .int16, -2), (2, 6, UInt64(Float(1.5).bitPattern), .float32, 1.5),
    (6, 10, 200, .uint8, 200),
    (7, 3, 0xFFFF_FFFD, .int32, -3), (9, 9, 0xFB, .int8, -5), (10, 4, 65520, .uint16, 65520),
    (11, 5, 4_000_000_000, .uint32, 4e9), (12, 7, (-2.5).bitPattern, .float64, -2.5), (14, 8, 1, .uint8, 1),
    (39, 11, UInt64(bitPattern: -7), .int64, -7), (40, 12, 1 << 40, .uint64, 0x1p40),
  ]

  @Test(arguments: [3, 4] as [UInt32], [true, false])
  func `every numeric type is read in both versions and byte orders`(
    version: UInt32, isLittleEndian: Bool
  ) throws {
    for type in Self.types {
      let image = DMBytes.image(
        "a", type: type.image, data: .array(type: type.element, bits: [0, 0, type.bits, 0, 0, 0]),
        dimensions: [3, 2])
      let reader = try open(file(image, version: version, isLittleEndian: isLittleEndian))
      #expect(reader.datasets.count == 1)
      let page = try reader.datasets[0].read(page: 0)
      #expect((page.info.rows, page.info.columns) == (2, 3))
      #expect(page.info.type == type.type && page.raster.samples.type == type.type)
      #expect(page.raster.samples.facts.maximum == max(0, type.value), "\(type)")
      #expect(page.raster.samples.facts.minimum == min(0, type.value), "\(type)")
      #expect(Double(Image(raster: page.raster)[0, 2]) == type.value)
    }
  }

  @Test(arguments: [8, 23], [true, false])
  func `colours are red, green and blue in both byte orders`(type: Int, isLittleEndian: Bool) throws {
    let image = DMBytes.image(
      "a", type: type, data: .array(type: 3, bits: [0x0001_0203, 0xFF0A_141E]), dimensions: [2, 1])
    let page = try open(file(image, isLittleEndian: isLittleEndian)).datasets[0].read(page: 0)
    #expect(page.raster.samplesPerPixel == 3)
    guard case .uint8(let samples) = page.raster.samples else {
      Issue.record("not bytes")
      return
    }
    #expect(samples == [1, 2, 3, 10, 20, 30])
  }

  @Test func `pixel sizes keep their axes and become nanometres`() throws {
    let image = DMBytes.image(
      "a", type: 6, data: .array(type: 10, bits: [1, 2, 3, 4, 5, 6]), dimensions: [3, 2],
      calibrations: [(0.002, "\u{B5}m"), (3, "nm")])
    let info = try open(file(image)).datasets[0].info(page: 0)
    #expect(abs(info.calibration.pixelSizeX - 2) < 1e-6 && info.calibration.pixelSizeY == 3)
    #expect(info.calibration.unit == .nanometres && info.calibration.source == .tag("Calibrations.Dimension"))
  }

  @Test(arguments: [
    ("1/nm", Calibration.Unit.perNanometre, 0.5), ("1/\u{C5}", .perNanometre, 5),
    ("nm^-1", .perNanometre, 0.5),
    ("\u{C5}", .nanometres, 0.05), ("pm", .nanometres, 0.0005), (" nm\0", .nanometres, 0.5),
  ])
  func `units of length and of spatial frequency are told apart`(
    unit: String, found: Calibration.Unit, size: Double
  ) throws {
    let image = DMBytes.image(
      "a", type: 6, data: .array(type: 10, bits: [1, 2]), dimensions: [1, 2],
      calibrations: [(0.5, unit), (0.5, unit)])
    let calibration = try open(file(image)).datasets[0].info(page: 0).calibration
    #expect(calibration.unit == found && abs(calibration.pixelSize / size - 1) < 1e-12)
  }

  @Test(arguments: ["", "eV", "mrad", "furlong"])
  func `a unit that is no length gives no pixel size and says so`(unit: String) throws {
    let image = DMBytes.image(
      "a", type: 6, data: .array(type: 10, bits: [1, 2]), dimensions: [1, 2],
      calibrations: [(0.5, unit), (0.5, unit)])
    let info = try open(file(image)).datasets[0].info(page: 0)
    #expect(info.calibration == .none)
    #expect(info.calibrationNote?.contains(unit.isEmpty ? "no calibration" : "0.5 \(unit)") == true)
  }

  @Test(arguments: [true, false])
  func `a spectrum image whose order is swapped has no pixel size`(isSwapped: Bool) throws {
    let image = DMBytes.image(
      "CL", type: 6, data: .array(type: 10, bits: [1, 2, 3, 4]), dimensions: [2, 2, 1],
      calibrations: [(0.2, "nm"), (0.2, "nm"), (0.2, "nm")],
      tags: [
        (
          "Meta Data",
          .group([
            ("Format", .text("Spectrum image")),
            ("Data Order Swapped", .number(type: 8, bits: isSwapped ? 1 : 0)),
          ])
        )
      ])
    let info = try open(file(image)).datasets[0].info(page: 0)
    #expect((info.calibration == .none) == isSwapped)
    #expect((info.calibrationNote?.contains("spectrum") == true) == isSwapped)
  }

  @Test func `a third axis is pages, and in seconds their interval`() throws {
    let image = DMBytes.image(
      "movie", type: 10, data: .array(type: 4, bits: (0..<12).map { UInt64($0) }), dimensions: [3, 2, 2],
      calibrations: [(0.1, "nm"), (0.1, "nm"), (2.5, "ms")])
    let dataset = try open(file(image, version: 4)).datasets[0]
    #expect(dataset.name == "movie" && dataset.pageCount == 2)
    #expect(dataset.interval.map { abs($0 - 2.5e-3) < 1e-9 } == true)
    #expect(try dataset.read(page: 1).raster.samples.facts.minimum == 6)
    #expect(throws: ImageFileError.self) { try dataset.read(page: 2) }
    #expect(throws: ImageFileError.self) { try dataset.read(page: -1) }
  }

  @Test func `all images but previews are datasets, those on display first`() throws {
    func image(_ name: String, _ type: Int = 6) -> DMTestTag {
      DMBytes.image(name, type: type, data: .array(type: 10, bits: [1, 2, 3, 4]), dimensions: [2, 2])
    }
    var file = DMBytes()
    file.root = [
      (
        "DocumentObjectList",
        .unnamed([
          .group([
            ("AnnotationType", .uint32(20)), ("ImageSource", .uint32(1)),
            (
              "AnnotationGroupList",
              .unnamed([.group([("AnnotationType", .uint32(20)), ("ImageSource", .uint32(0))])])
            ),
          ])
        ])
      ),
      (
        "ImageList",
        .unnamed([image("hidden"), image("inset"), image("preview"), image("shown"), image("fft", 3)])
      ),
      (
        "ImageSourceList", .unnamed([.group([("ImageRef", .uint32(1))]), .group([("ImageRef", .uint32(3))])])
      ), ("Thumbnails", .unnamed([.group([("ImageIndex", .uint32(2))])])),
    ]
    let reader = try open(file)
    #expect(reader.datasets.map(\.name) == ["shown", "inset", "hidden"])
    // Without the lists, what is in colour comes last.
    file.root = [
      (
        "ImageList",
        .unnamed([
          DMBytes.image("preview", type: 23, data: .array(type: 3, bits: [1]), dimensions: [1, 1]),
          image("image"),
        ])
      )
    ]
    #expect(try open(file).datasets.map(\.name) == ["image", "preview"])
  }

  @Test func `what is damaged is refused with the reason`() throws {
    let short = DMBytes.image("a", type: 10, data: .array(type: 4, bits: [1, 2, 3]), dimensions: [2, 2])
    #expect(throws: ImageFileError.self) { try open(file(short)) }
    let huge = DMBytes.image(
      "a", type: 10, data: .array(type: 4, bits: [1, 2, 3]), dimensions: [1 << 31, 1 << 31, 1 << 31])
    #expect(throws: ImageFileError.self) { try open(file(huge)) }
    let empty = DMBytes.image("a", type: 10, data: .array(type: 4, bits: []), dimensions: [0, 2])
    #expect(throws: ImageFileError.self) { try open(file(empty)) }
    let complex = DMBytes.image("a", type: 3, data: .array(type: 6, bits: [1, 2]), dimensions: [1, 1])
    let error = #expect(throws: ImageFileError.self) { try open(file(complex)) }
    #expect(error?.description.contains("complex") == true)
    #expect(throws: ImageFileError.self) { try open(DMBytes()) }
  }

  @Test func `a tag of a type that is not known is passed over in version 4 and an error in version 3`()
    throws
  {
    let image = DMBytes.image("a", type: 6, data: .array(type: 10, bits: [7]), dimensions: [1, 1])
    let odd: (String, DMTestTag) = ("odd", .raw(description: [99, 1], bytes: [1, 2, 3]))
    var four = file(image, version: 4)
    four.root.insert(odd, at: 0)
    #expect(try open(four).datasets[0].read(page: 0).raster.samples.facts.maximum == 7)
    var three = file(image)
    three.root.insert(odd, at: 0)
    let error = #expect(throws: ImageFileError.self) { try open(three) }
    #expect(error?.description.contains("odd") == true)
  }

  @Test(.enabled(if: SharedData.exists("data/images/moire.dm3"), SharedData.skip))
  func `the micrograph is read, not its preview`() throws {
    let loaded = try ImageFile.load(path: SharedData.path("data/images/moire.dm3"))
    #expect((loaded.image.rows, loaded.image.columns) == (512, 512))
    #expect(loaded.type == .uint16 && loaded.pageCount == 1)
    #expect(abs(loaded.image.calibration.pixelSize - 0.46594300866127014) < 1e-12)
    #expect(loaded.image.metadata["title"] == .string("15-51-44 - 320kx 512 - rot"))
  }
}
