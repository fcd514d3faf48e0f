import ImageFiles
import Imaging
import TestSupport
import Testing

struct MRCReaderTests {
  private func open(_ file: MRCBytes) throws -> any ImageDataset {
    let reader = try ImageFile.open(InputFile(path: "a.mrc", bytes: file.bytes))
    #expect(reader.format == "MRC")
    return reader.datasets[0]
  }

  @Test(arguments: [true, false], [true, false])
  func `every mode is read in both byte orders, with and without the signature`(
    isLittleEndian: Bool, hasSignature: Bool
  ) throws {
    let base = MRCBytes(isLittleEndian: isLittleEndian, hasSignature: hasSignature)
    let modes: [(mode: Int32, sample: [UInt8], type: SampleType, value: Double)] = [
      (0, [0xFB], .int8, -5), (1, base.ordered(-300 as Int16), .int16, -300),
      (2, base.ordered((1.5 as Float).bitPattern), .float32, 1.5),
      (6, base.ordered(65520 as UInt16), .uint16, 65520),
      (12, base.ordered((0.25 as Float16).bitPattern), .float16, 0.25),
    ]
    for mode in modes {
      var file = base
      file.mode = mode.mode
      let zero = [UInt8](repeating: 0, count: mode.sample.count)
      file.data = zero + zero + mode.sample + zero + zero + zero
      let page = try open(file).read(page: 0)
      #expect((page.info.rows, page.info.columns, page.info.type) == (2, 3, mode.type))
      #expect(Double(Image(raster: page.raster)[0, 2]) == mode.value, "\(mode)")
    }
  }

  @Test func `a wrong machine stamp does not mislead`() throws {
    var file = MRCBytes(mode: 6, isLittleEndian: false)
    file.data = (1...6).flatMap { file.ordered(UInt16($0)) }
    var bytes = file.bytes
    bytes[212] = 0x44
    bytes[213] = 0x44
    let page = try ImageFile.open(InputFile(path: "a", bytes: bytes)).datasets[0].read(page: 0)
    #expect(page.raster.samples.facts.maximum == 6)
  }

  @Test func `packed numbers have the first in the lower half, and rows of whole bytes`() throws {
    let page = try open(MRCBytes(mode: 101, data: [0x21, 0xF3, 0x54, 0xF6])).read(page: 0)
    guard case .uint8(let samples) = page.raster.samples else {
      Issue.record("not bytes")
      return
    }
    #expect(samples == [1, 2, 3, 4, 5, 6])
  }

  @Test func `colours are three bytes`() throws {
    let page = try open(MRCBytes(columns: 2, rows: 1, mode: 16, data: [1, 2, 3, 4, 5, 6])).read(page: 0)
    #expect(page.raster.samplesPerPixel == 3 && Image(raster: page.raster)[0, 1] == 5)
  }

  @Test(arguments: [
    (nil, 200, SampleType.uint8), (nil, 100, .int8), (0 as Int32?, 100, .uint8), (1, 200, .int8),
    (nil, 300, .int8),
  ])
  func `bytes are signed unless the file tells otherwise`(flags: Int32?, greatest: Float, type: SampleType)
    throws
  {
    let file = MRCBytes(mode: 0, range: (0, greatest), flags: flags, data: [200, 0, 0, 0, 0, 0])
    let page = try open(file).read(page: 0)
    #expect(page.raster.samples.type == type)
    #expect(Image(raster: page.raster)[0, 0] == (type == .uint8 ? 200 : -56))
  }

  private static let zeros = [UInt8](repeating: 0, count: 24)

  @Test func `the pixel size is the cell's edge over its intervals, along the columns' axis`() throws {
    let plain = try open(MRCBytes(cell: [6, 8, 1], data: Self.zeros)).info(page: 0)
    #expect(abs(plain.calibration.pixelSizeX - 0.2) < 1e-8 && abs(plain.calibration.pixelSizeY - 0.4) < 1e-8)
    #expect(plain.calibration.unit == .nanometres && plain.notes.isEmpty)
    // Columns along y: its edge of 8 Å has 2 intervals.
    let turned = try open(MRCBytes(cell: [6, 8, 1], axes: [2, 1, 3], data: Self.zeros)).info(page: 0)
    #expect(
      abs(turned.calibration.pixelSizeX - 0.4) < 1e-8 && abs(turned.calibration.pixelSizeY - 0.2) < 1e-8)
    #expect(turned.notes.count == 1)
    let old = try open(MRCBytes(cell: [6, 8, 1], axes: [0, 0, 0], hasSignature: false, data: Self.zeros))
      .info(page: 0)
    #expect(old.calibration == plain.calibration)
  }

  @Test(arguments: [[0, 0, 0], [-30, -20, 0], [.nan, 1, 1], [.infinity, 1, 1]] as [[Float]])
  func `a cell without a size gives none and a note`(cell: [Float]) throws {
    let info = try open(MRCBytes(cell: cell, data: Self.zeros)).info(page: 0)
    #expect(info.calibration == .none && info.calibrationNote != nil)
  }

  @Test func `one angstrom per pixel is doubted`() throws {
    let info = try open(MRCBytes(cell: [3, 2, 1], data: Self.zeros)).info(page: 0)
    #expect(abs(info.calibration.pixelSize - 0.1) < 1e-9)
    #expect(info.calibrationNote?.contains("do not know") == true)
  }

  @Test func `sections are pages, and a volume says so`() throws {
    let data = (0..<4).flatMap { little(Int16($0)) }
    let file = MRCBytes(columns: 1, rows: 2, sections: 2, mode: 1, spaceGroup: 1, data: data)
    let dataset = try open(file)
    #expect(dataset.pageCount == 2)
    #expect(try dataset.read(page: 1).raster.samples.facts.minimum == 2)
    #expect(try dataset.info(page: 1).notes == ["a volume; its 2 sections are taken for pages"])
    #expect(throws: ImageFileError.self) { try dataset.read(page: 2) }
  }

  @Test func `records of 32 floats belong to their sections`() throws {
    func record(_ tilt: Float) -> [UInt8] {
      var values = [Float](repeating: 0, count: 32)
      (values[0], values[7], values[8], values[11], values[12], values[13]) = (
        tilt, -2e-6, 0.5, 3e-10, 50000, 300_000
      )
      return values.flatMap { little($0.bitPattern) }
    }
    var file = MRCBytes(columns: 1, rows: 1, sections: 2, mode: 0, extendedType: "AGAR", data: [1, 2])
    file.extended = record(-10) + record(20)
    let dataset = try open(file)
    let info = try dataset.info(page: 1)
    #expect(info.metadata["tilt_alpha"] == .number(20) && info.metadata["voltage"] == .number(300))
    #expect(info.metadata["magnification"] == .number(50000) && info.metadata["exposure"] == .number(0.5))
    #expect(
      abs(info.calibration.pixelSize - 0.3) < 1e-7 && info.calibration.source == .tag("extended header"))
    #expect(try dataset.info(page: 0).metadata["tilt_alpha"] == .number(-10))
    #expect(try dataset.read(page: 0).raster.samples.facts.maximum == 1)
    // A cell that says otherwise is taken, and the note tells of both.
    file.cell = [2, 2, 2]
    let other = try open(file).info(page: 0)
    #expect(
      abs(other.calibration.pixelSize - 0.2) < 1e-7
        && other.calibrationNote?.contains("extended header") == true)
  }

  @Test(arguments: ["SERI", ""])
  func `SerialEM's records hold what its flags say`(type: String) throws {
    // Tilt, magnification and dose: 2 + 2 + 4 bytes. 37.5 is 9600 · 2⁻⁸.
    let record =
      little(-4550 as Int16) + little(290 as Int16) + little(37 as Int16) + little(-(8 * 256 + 128) as Int16)
    var file = MRCBytes(columns: 1, rows: 1, mode: 0, extendedType: type, data: [1])
    file.extended = record
    file.counts = (8, 1 | 8 | 32)
    let metadata = try open(file).info(page: 0).metadata
    #expect(metadata["tilt_alpha"] == .number(-45.5) && metadata["magnification"] == .number(29000))
    #expect(metadata["dose"] == .number(3750))
  }

  @Test func `what cannot be read is refused with the reason`() throws {
    for mode in [3, 4] as [Int32] {
      let error = #expect(throws: ImageFileError.self) {
        try open(MRCBytes(columns: 1, rows: 1, mode: mode, data: [0, 0, 0, 0, 0, 0, 0, 0]))
      }
      #expect(error?.description.contains("complex") == true)
    }
    let packed = MRCBytes(mode: 0, flags: 17, data: Self.zeros)
    #expect(throws: ImageFileError.self) { try open(packed) }
    let short = #expect(throws: ImageFileError.self) { try open(MRCBytes(data: [0, 0])) }
    #expect(short?.description.contains("truncated") == true)
    // Without the signature other bytes are not mistaken for an image.
    let other = MRCBytes(hasSignature: false, data: Self.zeros + [0])
    #expect(throws: ImageFileError.self) { try ImageFile.open(InputFile(path: "a", bytes: other.bytes)) }
    #expect(!MRCReader.recognises(FileHead(bytes: [UInt8](repeating: 0, count: 2048), fileSize: 2048)))
  }

  @Test func `an extended header that is not there is passed over`() throws {
    var bytes = MRCBytes(columns: 1, rows: 1, mode: 0, data: [7]).bytes
    bytes[92] = 80
    let page = try ImageFile.open(InputFile(path: "a", bytes: bytes)).datasets[0].read(page: 0)
    #expect(page.raster.samples.facts.maximum == 7)
  }
}
