/// A ratio of two integers of 32 bits, as TIFF stores resolutions. libtiff gives and takes them as 32-bit floats
/// only, which would cost a pixel size half of its digits.
struct TIFFRational: Hashable {
  var numerator: UInt32
  var denominator: UInt32

  /// Its value; nil when the denominator is 0.
  var value: Double? { denominator == 0 ? nil : Double(numerator) / Double(denominator) }

  /// The ratio nearest to a positive number among those that a continued fraction gives.
  ///
  /// Both parts stay below 2³¹, because some programs read them as signed. A number beyond what such a ratio can
  /// express, about 1e-9 to 2e9, is nil.
  init?(_ number: Double) {
    let limit = Double(Int32.max)
    guard number >= 1 / limit, number <= limit else { return nil }
    var rest = number
    var (p0, q0, p1, q1) = (0.0, 1.0, 1.0, 0.0)
    for _ in 0..<64 {
      let whole = rest.rounded(.down)
      let (p2, q2) = (whole * p1 + p0, whole * q1 + q0)
      guard p2 <= limit, q2 <= limit else { break }
      (p0, q0, p1, q1) = (p1, q1, p2, q2)
      guard rest > whole, p1 / q1 != number else { break }
      rest = 1 / (rest - whole)
    }
    guard p1 >= 1, q1 >= 1 else { return nil }
    numerator = UInt32(p1)
    denominator = UInt32(q1)
  }

  init(numerator: UInt32, denominator: UInt32) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Its eight bytes.
  func bytes(_ order: ByteOrder) -> [UInt8] {
    [numerator, denominator].flatMap { part in
      let little = (0..<4).map { UInt8(truncatingIfNeeded: part >> (8 * $0)) }
      return order == .littleEndian ? little : little.reversed()
    }
  }
}

/// The entries of a TIFF directory as they lie in the file, for what libtiff does not tell.
struct TIFFEntries {
  let order: ByteOrder
  let isBig: Bool
  private let file: InputFile
  private let entries: [UInt8]
  private let start: Int

  /// Reads the directory at an offset; nil when the file ends within it.
  init?(_ file: InputFile, directoryAt offset: Int) {
    do throws(ImageFileError) {
      let head = try file.bytes(at: 0, count: 4)
      guard head.count == 4 else { return nil }
      order = head[0] == 0x49 ? .littleEndian : .bigEndian
      isBig = head[2] == 43 || head[3] == 43
      let counter = try file.bytes(at: offset, count: isBig ? 8 : 2)
      guard counter.count == (isBig ? 8 : 2) else { return nil }
      let count = Self.integer(counter[...], order)
      guard count <= 65535 else { return nil }
      start = offset + counter.count
      entries = try file.bytes(at: start, count: Int(count) * (isBig ? 20 : 12))
      self.file = file
    } catch { return nil }
  }

  /// Where the file keeps the one ratio of a tag; nil when the tag is missing or of another type.
  func rationalOffset(_ tag: Int32) -> Int? {
    let length = isBig ? 20 : 12
    for entry in stride(from: 0, to: entries.count - length + 1, by: length) {
      guard Self.integer(entries[entry..<entry + 2], order) == UInt64(tag) else { continue }
      let count = Self.integer(entries[entry + 4..<entry + (isBig ? 12 : 8)], order)
      guard Self.integer(entries[entry + 2..<entry + 4], order) == 5, count == 1 else { return nil }
      // A ratio takes 8 bytes: in a BigTIFF's entry itself, elsewhere in others.
      if isBig { return start + entry + 12 }
      return Int(Self.integer(entries[entry + 8..<entry + 12], order))
    }
    return nil
  }

  /// The ratio of a tag; nil when the tag is missing, of another type or outside the file.
  func rational(_ tag: Int32) -> TIFFRational? {
    guard let offset = rationalOffset(tag), let bytes = try? file.bytes(at: offset, count: 8),
      bytes.count == 8
    else { return nil }
    return TIFFRational(
      numerator: UInt32(Self.integer(bytes[..<4], order)),
      denominator: UInt32(Self.integer(bytes[4...], order)))
  }

  private static func integer(_ bytes: ArraySlice<UInt8>, _ order: ByteOrder) -> UInt64 {
    let ordered = order == .bigEndian ? Array(bytes) : bytes.reversed()
    return ordered.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
