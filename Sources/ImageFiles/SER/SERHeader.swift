/// The header of a series: how many elements it has, of what kind, and where they are.
struct SERHeader {
  /// What an element is.
  enum Kind: UInt32 {
    case spectra = 0x4120
    case images = 0x4122
  }

  /// One axis along which the elements were taken: a time series has one, an area scan two.
  struct Dimension {
    var size: Int
    var offset: Double
    var step: Double
    /// `"Number"`, `"Position"`.
    var description: String
    /// `"meters"`, or empty.
    var unit: String
  }

  let version: UInt16
  let kind: Kind
  /// Elements that were planned.
  let totalCount: Int
  /// Elements that were written: fewer when the acquisition was stopped.
  let validCount: Int
  let dimensions: [Dimension]

  private let file: InputFile
  /// Where the array of the elements' offsets begins; that of their tags' offsets follows it.
  private let offsets: Int
  /// Bytes of an offset: 4, or 8 in newer files.
  private let offsetWidth: Int

  /// The first of the versions whose offsets have 64 bits, that of TIA 4.7.3.
  private static let wideVersion: UInt16 = 0x220

  init(_ file: InputFile) throws(ImageFileError) {
    var cursor = ByteCursor(file, at: 4)
    version = try cursor.integer(.littleEndian)
    let kindCode: UInt32 = try cursor.integer(.littleEndian)
    guard let kind = Kind(rawValue: kindCode) else {
      throw ImageFileError(
        path: file.path, problem: .unsupported("its elements are of kind 0x\(String(kindCode, radix: 16))"))
    }
    self.kind = kind
    // What is in the tags: the time, or the time and a position. Both begin with the time.
    try cursor.skip(4)
    totalCount = try cursor.count(UInt32.self, .littleEndian, of: "the number of elements")
    validCount = min(
      totalCount, try cursor.count(UInt32.self, .littleEndian, of: "the number of valid elements"))
    offsetWidth = version >= Self.wideVersion ? 8 : 4
    offsets =
      try offsetWidth == 8
      ? cursor.count(UInt64.self, .littleEndian, of: "the offset of the offsets")
      : cursor.count(UInt32.self, .littleEndian, of: "the offset of the offsets")
    let dimensionCount: UInt32 = try cursor.integer(.littleEndian)
    guard dimensionCount <= 16 else {
      throw ImageFileError(path: file.path, problem: .damaged("it claims \(dimensionCount) dimensions"))
    }
    dimensions = try Self.dimensions(Int(dimensionCount), &cursor)
    self.file = file
    guard validCount > 0 else {
      throw ImageFileError(
        path: file.path, problem: .damaged("none of its \(totalCount) elements has been written"))
    }
    // Both arrays have a place for each element.
    guard Double(offsets) + 2 * Double(totalCount) * Double(offsetWidth) <= Double(file.size) else {
      throw ImageFileError(
        path: file.path,
        problem: .damaged("the offsets of \(totalCount) elements do not fit in its \(file.size) bytes"))
    }
  }

  private static func dimensions(
    _ count: Int, _ cursor: inout ByteCursor
  ) throws(ImageFileError) -> [Dimension] {
    var dimensions: [Dimension] = []
    for _ in 0..<count {
      let size: UInt32 = try cursor.integer(.littleEndian)
      let (offset, step) = (try cursor.double(.littleEndian), try cursor.double(.littleEndian))
      // The element at which the offset holds.
      try cursor.skip(4)
      dimensions.append(
        Dimension(
          size: Int(size), offset: offset, step: step, description: try text(&cursor), unit: try text(&cursor)
        ))
    }
    return dimensions
  }

  private static func text(_ cursor: inout ByteCursor) throws(ImageFileError) -> String {
    let count = try cursor.count(UInt32.self, .littleEndian, of: "the length of a text")
    return String(decoding: try cursor.bytes(count), as: UTF8.self)
  }

  /// Where an element begins, counted from 0.
  func offset(element: Int) throws(ImageFileError) -> Int { try offset(at: element) }

  /// When an element was taken, in seconds since 1970, UTC; nil when its tag is outside the file.
  func time(element: Int) throws(ImageFileError) -> Int? {
    let tag = try offset(at: totalCount + element)
    // After its kind, two bytes of which the meaning is not known.
    guard tag > 0, tag <= file.size - 8 else { return nil }
    var cursor = ByteCursor(file, at: tag + 4)
    return Int(try cursor.integer(UInt32.self, .littleEndian))
  }

  private func offset(at index: Int) throws(ImageFileError) -> Int {
    var cursor = ByteCursor(file, at: offsets + index * offsetWidth)
    return try offsetWidth == 8
      ? cursor.count(UInt64.self, .littleEndian, of: "an offset")
      : cursor.count(UInt32.self, .littleEndian, of: "an offset")
  }
}
