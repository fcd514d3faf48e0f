import Foundation
import HDF5
import Imaging
import Testing

struct HDF5FileTests {
  /// Bytes in memory as a file.
  final class Bytes: HDF5Source {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
    var byteCount: Int { bytes.count }

    func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) -> Bool {
      guard offset >= 0, offset <= bytes.count - buffer.count else { return false }
      buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
      return true
    }
  }

  static func written(_ body: (HDF5FileWriter) throws -> Void) throws -> [UInt8] {
    let path = NSTemporaryDirectory() + "fringe-hdf5-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try HDF5FileWriter(path: path)
    try body(writer)
    try writer.close()
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private static func sample() throws -> [UInt8] {
    try written { writer in
      try writer.makeGroup("/a")
      try writer.makeGroup("/a/b")
      try writer.write([.uint16([1, 2, 3]), .uint16([4, 5, 6])], rows: 2, columns: 3, to: "/a/b/image")
      for (name, value) in [
        ("text", HDF5FileWriter.Value.text("Å \u{1F52C}")), ("texts", .texts(["one", "", "three"])),
        ("integer", .integer(-7)), ("number", .number(0.1)), ("numbers", .numbers([1, .infinity])),
        ("yes", .boolean(true)), ("no", .boolean(false)), ("nothing", .texts([])),
      ] { try writer.set(name, to: value, of: "/a") }
    }
  }

  @Test func `attributes come back as they were set`() throws {
    let file = try HDF5File(Bytes(Self.sample()))
    let attributes = file.attributes(of: "/a")
    #expect(attributes["text"] == .string("Å \u{1F52C}"))
    #expect(attributes["texts"] == .list([.string("one"), .string(""), .string("three")]))
    #expect(attributes["integer"] == .number(-7) && attributes["number"] == .number(0.1))
    #expect(attributes["numbers"] == .list([.number(1), .number(.infinity)]))
    #expect(attributes["yes"] == .boolean(true) && attributes["no"] == .boolean(false))
    #expect(attributes["nothing"] == nil && attributes.count == 7)
    #expect(file.attributes(of: "/nowhere") == [:])
  }

  @Test func `groups are listed and datasets described and read in parts`() throws {
    let file = try HDF5File(Bytes(Self.sample()))
    #expect(file.contents(of: "/").map(\.name) == ["a"] && file.contents(of: "/").map(\.kind) == [.group])
    #expect(file.contents(of: "/a/b").map(\.kind) == [.dataset] && file.contents(of: "/a/b/image") == [])
    let dataset = try #require(file.dataset(at: "/a/b/image"))
    #expect(dataset.shape == [2, 3] && dataset.element == .number("uint16") && dataset.obstacle == nil)
    guard case .uint16(let part) = try file.read(dataset, from: [0, 1], count: [2, 2]) else {
      Issue.record("another type")
      return
    }
    #expect(part == [2, 3, 5, 6])
    #expect(file.numbers(at: "/a/b/image") == [1, 2, 3, 4, 5, 6] && file.texts(at: "/a/b/image") == nil)
    #expect(file.dataset(at: "/a") == nil && file.kind(of: "/a") == .group && file.kind(of: "/b") == nil)
  }

  @Test func `every type of number is written and read back`() throws {
    let samples: [Samples] = [
      .uint8([0, 255]), .int8([-128, 127]), .uint16([0, .max]), .int16([.min, .max]), .uint32([0, .max]),
      .int32([.min, .max]), .uint64([0, .max]), .int64([.min, .max]), .float32([-0.1, .nan]),
      .float64([1e-300, -.infinity]),
    ]
    let bytes = try Self.written { writer in
      for (index, samples) in samples.enumerated() {
        try writer.write([samples], rows: 1, columns: 2, to: "/d\(index)")
      }
    }
    let file = try HDF5File(Bytes(bytes))
    for (index, samples) in samples.enumerated() {
      let dataset = try #require(file.dataset(at: "/d\(index)"))
      let read = try file.read(dataset, from: [0, 0], count: [1, 2])
      #expect("\(read)" == "\(samples)")
    }
  }

  @Test func `the same calls give the same bytes`() throws {
    let first = try Self.sample()
    // What the heap holds when the second file is written is not what it held for the first.
    var noise = (0..<64).map { [UInt8](repeating: UInt8($0 + 1), count: 1000 + 500 * $0) }
    noise.removeAll { $0[0] % 2 == 0 }
    #expect(try Self.sample() == first)
    #expect(noise.count == 32)
  }

  @Test func `what is no HDF5 file, or half of one, is an error`() throws {
    #expect(throws: HDF5Error.self) { try HDF5File(Bytes([])) }
    #expect(throws: HDF5Error.self) { try HDF5File(Bytes(Array("no file at all".utf8))) }
    let whole = try Self.sample()
    #expect(throws: HDF5Error.self) { try HDF5File(Bytes(Array(whole.prefix(whole.count / 2)))) }
  }
}
