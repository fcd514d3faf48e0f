import Foundation
import ImageFiles
import Imaging
import Testing

struct MATReaderTests {
  /// A little-endian file of version 5 made by hand: header, then elements of type, size and contents.
  static func file(_ elements: [[UInt8]]) -> [UInt8] {
    var header = Array("MATLAB 5.0 MAT-file, made by hand".utf8)
    header += [UInt8](repeating: 32, count: 124 - header.count) + [0, 1, 0x49, 0x4D]
    return header + elements.flatMap { $0 }
  }

  static func element(_ type: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    return [type, 0, 0, 0] + little(bytes.count) + bytes + padding
  }

  static func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  /// A matrix of a class, its numbers packed as bytes.
  static func matrix(_ name: String, kind: UInt8, shape: [Int], _ values: [UInt8]) -> [UInt8] {
    element(
      14,
      element(6, [kind, 0, 0, 0, 0, 0, 0, 0]) + element(5, shape.flatMap(little))
        + element(1, Array(name.utf8)) + element(2, values))
  }

  private func reader(_ elements: [[UInt8]]) throws -> any ImageReader {
    try ImageFile.open(InputFile(path: "made.mat", bytes: Self.file(elements)))
  }

  @Test(
    arguments: [
      (6, SampleType.float64), (7, .float32), (8, .int8), (9, .uint8), (10, .int16), (11, .uint16),
      (12, .int32),
      (13, .uint32), (14, .int64), (15, .uint64),
    ] as [(UInt8, SampleType)])
  func `a matrix has its class for type, and rows and columns as MATLAB shows them`(
    kind: UInt8, type: SampleType
  ) throws {
    let reader = try reader([Self.matrix("a", kind: kind, shape: [2, 3], [1, 4, 2, 5, 3, 6])])
    #expect(reader.format == "MATLAB" && reader.datasets.map(\.name) == ["a"])
    let page = try reader.datasets[0].read(page: 0)
    #expect(page.info.type == type && page.raster.samples.type == type)
    #expect(page.raster.rows == 2 && Image(raster: page.raster).pixels == [1, 2, 3, 4, 5, 6])
    #expect(page.info.calibrationNote?.contains("no calibration") == true)
  }

  @Test func `sizes and names in types that are not MathWorks' are understood`() throws {
    let good = Self.matrix("good", kind: 6, shape: [1, 2], [1, 2])
    let odd = Self.element(
      14,
      Self.element(6, [9, 0, 0, 0, 0, 0, 0, 0]) + Self.element(6, [2, 3].flatMap(Self.little))
        + Self.element(16, Array("odd name".utf8)) + Self.element(2, [1, 4, 2, 5, 3, 6]))
    // A name of up to four letters lies beside its tag.
    let short = Self.element(
      14,
      Self.element(6, [9, 0, 0, 0, 0, 0, 0, 0]) + Self.element(5, [1, 1].flatMap(Self.little))
        + [16, 0, 3, 0] + Array("abc".utf8) + [0] + Self.element(2, [7]))
    let reader = try reader([good, odd, short, good])
    #expect(reader.datasets.map(\.name) == ["good", "odd name", "abc"])
    #expect(Image(raster: try reader.datasets[1].read(page: 0).raster).pixels == [1, 2, 3, 4, 5, 6])
    #expect(Image(raster: try reader.datasets[2].read(page: 0).raster).pixels == [7])
  }

  @Test func `axes after the second are pages`() throws {
    let reader = try reader([Self.matrix("a", kind: 6, shape: [2, 1, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])])
    let dataset = reader.datasets[0]
    #expect(dataset.pageCount == 4)
    #expect(Image(raster: try dataset.read(page: 2).raster).pixels == [5, 6])
    #expect(throws: ImageFileError.self) { try dataset.read(page: 4) }
  }

  @Test func `what is no matrix of numbers is named, and a matrix beyond the file is an error`() throws {
    let good = Self.matrix("good", kind: 9, shape: [1, 2], [1, 2])
    let empty = Self.matrix("empty", kind: 6, shape: [0, 3], [])
    let notes = try reader([good, empty]).datasets[0].info(page: 0).notes
    #expect(notes == ["not read: empty (empty)"])
    let huge = Self.matrix("huge", kind: 6, shape: [10_000, 10_000], [1, 2])
    let error = #expect(throws: ImageFileError.self) { _ = try reader([huge]).datasets[0].read(page: 0) }
    #expect(error?.description.contains("cannot hold") == true)
  }

  @Test func `words that happen to begin with zeros are no file of version 4`() {
    let zeros = [UInt8](repeating: 0, count: 100)
    #expect(!MATReader.recognises(FileHead(bytes: zeros, fileSize: 100)))
    let four = Self.little(0) + Self.little(1) + Self.little(2) + Self.little(0) + Self.little(2) + [97, 0]
    #expect(MATReader.recognises(FileHead(bytes: four + [UInt8](repeating: 0, count: 16), fileSize: 38)))
  }
}
