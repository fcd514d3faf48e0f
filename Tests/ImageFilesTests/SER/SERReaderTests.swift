import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

struct SERReaderTests {
  private func open(_ series: SERBytes, path: String = "a.ser") throws -> any ImageDataset {
    try ImageFile.open(InputFile(path: path, bytes: series.bytes)).datasets[0]
  }

  /// Code of a type, the bytes of a sample, the type, and the sample.
  static let types: [(code: Int16, bytes: [UInt8], type: SampleType, value: Double)] = [
    (1, [200], .uint8, 200), (2, little(65520 as UInt16), .uint16, 65520),
    (3, little(4_000_000_000 as UInt32), .uint32, 4e9), (4, [0xFB], .int8, -5),
    (5, little(-300 as Int16), .int16, -300),
    (6, little(-70000 as Int32), .int32, -70000), (7, little((1.5 as Float).bitPattern), .float32, 1.5),
    (8, little((-2.5).bitPattern), .float64, -2.5),
  ]

  @Test(arguments: [0x210, 0x220] as [UInt16])
  func `every numeric type is read in both versions`(version: UInt16) throws {
    for type in Self.types {
      let zero = [UInt8](repeating: 0, count: type.bytes.count)
      let samples = zero + zero + type.bytes + zero + zero + zero
      let dataset = try open(
        SERBytes(
          version: version, elements: [.init(type: type.code, columns: 3, rows: 2, samples: samples)]))
      let page = try dataset.read(page: 0)
      #expect((page.info.rows, page.info.columns, page.info.type) == (2, 3, type.type))
      // The first row of the file is the lowest.
      #expect(Double(Image(raster: page.raster)[1, 2]) == type.value, "\(type)")
    }
  }

  @Test func `elements that were not written are no pages`() throws {
    let elements = (0..<3).map { index in
      SERBytes.Element(
        columns: 2, rows: 1, samples: little(UInt16(index)) + little(7 as UInt16),
        time: UInt32(1_456_167_473 + 10 * index))
    }
    let dataset = try open(SERBytes(version: 0x220, elements: elements, missing: 2))
    #expect(dataset.pageCount == 3 && dataset.interval == 10)
    #expect(try dataset.read(page: 2).raster.samples.facts.minimum == 2)
    #expect(try dataset.info(page: 0).notes == ["3 of 5 elements have been written"])
    #expect(try dataset.info(page: 0).metadata["date"] == .string("2016-02-22T18:57:53Z"))
    #expect(throws: ImageFileError.self) { try dataset.read(page: 3) }
    #expect(throws: ImageFileError.self) { try open(SERBytes(missing: 2)) }
  }

  @Test(arguments: [0, 9])
  func `times that are too near to each other give no interval`(seconds: UInt32) throws {
    let elements = [0, seconds].map {
      SERBytes.Element(columns: 1, rows: 1, samples: [0, 0], time: 1000 + $0)
    }
    #expect(try open(SERBytes(elements: elements)).interval == nil)
  }

  @Test(arguments: [
    (2e-10, 3e-10, Calibration.Unit.nanometres, 0.2, 0.3), (5e8, 5e8, .perNanometre, 0.5, 0.5),
    (-2e-10, 2e-10, .nanometres, 0.2, 0.2), (1, 1, .pixels, 1, 1), (2e-10, 5e8, .pixels, 1, 1),
    (.nan, 0, .pixels, 1, 1),
  ])
  func `steps are lengths or spatial frequencies by their size`(
    x: Double, y: Double, unit: Calibration.Unit, sizeX: Double, sizeY: Double
  ) throws {
    let element = SERBytes.Element(step: (x, y), columns: 1, rows: 2, samples: [1, 0, 2, 0])
    let info = try open(SERBytes(elements: [element])).info(page: 0)
    #expect(info.calibration.unit == unit && (info.calibrationNote == nil) == (unit != .pixels))
    #expect(abs(info.calibration.pixelSizeX / sizeX - 1) < 1e-12)
    #expect(abs(info.calibration.pixelSizeY / sizeY - 1) < 1e-12)
  }

  @Test func `a spectrum is one row without a pixel size`() throws {
    let element = SERBytes.Element(step: (0.5e-9, 0), columns: 3, rows: 0, samples: [1, 0, 2, 0, 3, 0])
    let page = try open(SERBytes(kind: 0x4120, elements: [element])).read(page: 0)
    #expect((page.info.rows, page.info.columns) == (1, 3) && page.info.calibration == .none)
    #expect(page.raster.samples.facts.maximum == 3)
  }

  @Test func `what cannot be read is refused with the reason`() throws {
    let complex = SERBytes(elements: [.init(type: 9, columns: 1, rows: 1, samples: [0, 0, 0, 0, 0, 0, 0, 0])])
    #expect(
      #expect(throws: ImageFileError.self) { try open(complex) }?.description.contains("complex") == true)
    let huge = SERBytes(elements: [.init(columns: .max, rows: .max, samples: [])])
    #expect(throws: ImageFileError.self) { try open(huge) }
    let negative = SERBytes(elements: [.init(columns: -1, rows: 2, samples: [])])
    #expect(throws: ImageFileError.self) { try open(negative) }
    let short = SERBytes(elements: [.init(columns: 100, rows: 1, samples: [1, 2])])
    #expect(throws: ImageFileError.self) { try open(short).read(page: 0) }
  }

  @Test func `an experiment gives the series beside it, and each finds its own metadata`() throws {
    let scratch = try Scratch()
    func document(_ camera: String) -> String {
      "<ObjectInfo><ExperimentalDescription><Root><Data><Label>High tension</Label><Value>300</Value><Unit>kV</Unit>"
        + "</Data></Root></ExperimentalDescription><AcquireInfo><CameraNamePath>\(camera)</CameraNamePath>"
        + "</AcquireInfo></ObjectInfo>"
    }
    let emi: [UInt8] =
      [0x4A, 0x4B, 0, 2, 0, 0, 0, 0]
      + Array("<ObjectInfo></ObjectInfo>Z:\\old_2.ser\u{1}\(document("two"))".utf8)
      + Array("\u{0}Z:\\old_7.ser\(document("seven"))<ObjectInfo><broken".utf8)
    try Data(emi).write(to: URL(fileURLWithPath: scratch.path("new.emi")))
    for number in [2, 7, 9] {
      let series = SERBytes(elements: [.init(columns: 1, rows: 1, samples: [UInt8(number), 0])])
      try Data(series.bytes).write(to: URL(fileURLWithPath: scratch.path("new_\(number).ser")))
    }
    try Data([0x49, 0x49, 0x97, 0x01]).write(to: URL(fileURLWithPath: scratch.path("new_11.ser")))
    let reader = try ImageFile.open(path: scratch.path("new.emi"))
    #expect(reader.datasets.map(\.name) == ["new_2", "new_7", "new_9"])
    let detectors = try reader.datasets.map { try $0.info(page: 0).metadata["detector"] }
    #expect(detectors == [.string("two"), .string("seven"), .string("two")])
    let page = try reader.datasets[1].read(page: 0)
    #expect(page.raster.samples.facts.maximum == 7 && page.info.metadata["voltage"] == .number(300))
    #expect(page.info.notes.count == 1 && page.info.notes[0].contains("new_11.ser"))
    let series = try ImageFile.open(path: scratch.path("new_7.ser")).datasets[0]
    #expect(try series.info(page: 0).metadata["detector"] == .string("seven"))
  }

  @Test(arguments: [-20, -13, -1, 0, 3])
  func `a document is found wherever an image before it ends`(shift: Int) throws {
    let scratch = try Scratch()
    let document =
      "<ObjectInfo><ExperimentalDescription/><AcquireInfo><CameraNamePath>C</CameraNamePath></AcquireInfo>"
    let emi = [0x4A, 0x4B, 0, 2, 0, 0, 0, 0] + [UInt8](repeating: 1, count: (2 << 20) - 8 + shift)
    try Data(emi + Array("_1.ser\(document)</ObjectInfo>".utf8))
      .write(to: URL(fileURLWithPath: scratch.path("a.emi")))
    let series = SERBytes(elements: [.init(columns: 1, rows: 1, samples: [1, 0])])
    try Data(series.bytes).write(to: URL(fileURLWithPath: scratch.path("a_1.ser")))
    let dataset = try ImageFile.open(path: scratch.path("a.emi")).datasets[0]
    #expect(try dataset.info(page: 0).metadata["detector"] == .string("C"))
  }

  @Test func `an experiment without its series says what is missing`() throws {
    let scratch = try Scratch()
    try Data([0x4A, 0x4B, 0, 2, 0, 0, 0, 0]).write(to: URL(fileURLWithPath: scratch.path("a.emi")))
    let error = #expect(throws: ImageFileError.self) { try ImageFile.open(path: scratch.path("a.emi")) }
    #expect(error?.description.contains("a_1.ser") == true)
  }
}
