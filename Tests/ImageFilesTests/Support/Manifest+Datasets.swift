import ImageFiles
import Imaging
import Testing

extension Manifest.Row {
  /// The extents of the whole dataset, pages first.
  var extents: [Int] { self["shape"].split(separator: "x").compactMap { Int($0) } }

  /// What an axis counts: its name, its step and unit, for `"y:512:0.0177516nm@-0"`.
  struct Axis {
    var name: String
    var step: Double
    var unit: String
  }

  /// The axes, the last along rows.
  var axes: [Axis] {
    self["axes"].split(separator: ";").compactMap { text in
      let parts = text.drop { $0 == " " }.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      let value = parts[2].prefix { $0 != "@" }
      var number = value.prefix { $0.isNumber || "+-.e".contains($0) }
      while !number.isEmpty, Double(number) == nil { number.removeLast() }
      // The step and "1/nm" are written together.
      if number.last == "1", value.dropFirst(number.count).first(where: { $0 != " " }) == "/" {
        number.removeLast()
      }
      guard let step = Double(number) else { return nil }
      return Axis(
        name: String(parts[0]), step: step, unit: value.dropFirst(number.count).filter { $0 != " " })
    }
  }

  /// Holds all pages of a dataset against the row: extents, type, minimum, maximum, mean, digest.
  ///
  /// - Parameter expected: Pages, rows and columns, where the row counts them otherwise.
  func check(_ dataset: any ImageDataset, as expected: [Int]? = nil) throws {
    let name: Comment = "\(path) \(self["item"])"
    var all: Samples?
    var found: [Int] = []
    for index in 0..<dataset.pageCount {
      let page = try dataset.read(page: index)
      found = [dataset.pageCount, page.info.rows, page.info.columns]
      #expect(page.info.rows == page.raster.rows && page.info.columns == page.raster.columns, name)
      #expect(page.info.type == page.raster.samples.type, name)
      all = try all?.appending(page.raster.samples) ?? page.raster.samples
    }
    #expect(found == expected ?? Array(repeating: 1, count: max(0, 3 - extents.count)) + extents, name)
    guard let all, !self["sha256_le"].isEmpty else { return }
    #expect(all.type.rawValue == (self["dtype"] == "bool" ? "uint8" : self["dtype"]), name)
    let facts = all.facts
    #expect(facts.minimum == number("min", all.type) && facts.maximum == number("max", all.type), name)
    let mean = number("mean", .float64)
    #expect(abs(facts.mean - mean) <= 1e-9 * max(1, abs(mean)), name)
    #expect(facts.digest == self["sha256_le"], name)
  }

  /// A number as Python writes it: the shortest that tells it from others of its type.
  private func number(_ field: String, _ type: SampleType) -> Double {
    switch self[field] {
    case "False": 0
    case "True": 1
    case let text: type == .float32 ? Float(text).map { Double($0) } ?? .nan : Double(text) ?? .nan
    }
  }
}

extension Samples {
  struct TypesDiffer: Error {}

  /// These samples and others of their type after them.
  func appending(_ other: Samples) throws -> Samples {
    switch (self, other) {
    case (.uint8(let a), .uint8(let b)): .uint8(a + b)
    case (.int8(let a), .int8(let b)): .int8(a + b)
    case (.uint16(let a), .uint16(let b)): .uint16(a + b)
    case (.int16(let a), .int16(let b)): .int16(a + b)
    case (.uint32(let a), .uint32(let b)): .uint32(a + b)
    case (.int32(let a), .int32(let b)): .int32(a + b)
    case (.uint64(let a), .uint64(let b)): .uint64(a + b)
    case (.int64(let a), .int64(let b)): .int64(a + b)
    case (.float16(let a), .float16(let b)): .float16(a + b)
    case (.float32(let a), .float32(let b)): .float32(a + b)
    case (.float64(let a), .float64(let b)): .float64(a + b)
    default: throw TypesDiffer()
    }
  }
}
