/// The values of one tag as they lie in the file.
struct TIFFValues {
  /// The types of values (TIFF 6.0, section 2; the last three are BigTIFF's).
  enum Kind: Int {
    case byte = 1
    case ascii, short, long, rational, signedByte, undefined, signedShort, signedLong, signedRational
    case float, double, directory
    case long8 = 16
    case signedLong8, directory8

    /// Bytes of one value.
    var byteCount: Int {
      switch self {
      case .byte, .ascii, .signedByte, .undefined: 1
      case .short, .signedShort: 2
      case .long, .signedLong, .float, .directory: 4
      default: 8
      }
    }
  }

  let kind: Kind
  let bytes: ArraySlice<UInt8>
  let order: ByteOrder

  var count: Int { bytes.count / kind.byteCount }

  /// The first value as a whole number; nil where it is none.
  var integer: Int? {
    guard count > 0 else { return nil }
    let bits = TIFFEntries.integer(bytes.prefix(kind.byteCount), order)
    switch kind {
    case .byte, .short, .long, .undefined, .directory, .long8, .directory8, .signedLong8: return bits
    case .signedByte: return Int(Int8(truncatingIfNeeded: bits))
    case .signedShort: return Int(Int16(truncatingIfNeeded: bits))
    case .signedLong: return Int(Int32(truncatingIfNeeded: bits))
    default: return nil
    }
  }

  /// The first value as a number; nil where it is none, or infinite.
  var number: Double? {
    if let integer { return Double(integer) }
    guard count > 0 else { return nil }
    let bits = TIFFEntries.integer(bytes.prefix(kind.byteCount), order)
    let value: Double
    switch kind {
    case .float: value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: value = Double(bitPattern: UInt64(bitPattern: Int64(bits)))
    case .rational, .signedRational:
      let parts = [bytes.prefix(4), bytes.dropFirst(4).prefix(4)].map {
        UInt32(truncatingIfNeeded: TIFFEntries.integer($0, order))
      }
      value =
        kind == .rational
        ? Double(parts[0]) / Double(parts[1])
        : Double(Int32(bitPattern: parts[0])) / Double(Int32(bitPattern: parts[1]))
    default: return nil
    }
    return value.isFinite ? value : nil
  }

  /// The bytes up to the first 0 as text: UTF-8, or Latin-1 where it is no UTF-8; without spaces at its ends.
  var text: String { Self.text(bytes.prefix { $0 != 0 }) }

  /// Bytes as UTF-8, or as Latin-1 where they are no UTF-8; without spaces and line ends around them.
  static func text(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    let trimmed = Array(bytes.drop { $0 <= 32 }.reversed().drop { $0 <= 32 }.reversed())
    return String(validating: trimmed, as: UTF8.self)
      ?? String(String.UnicodeScalarView(trimmed.map { Unicode.Scalar($0) }))
  }
}
