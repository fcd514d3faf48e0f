/// The first 1024 bytes of an MRC file.
struct MRCHeader {
  static let byteCount = 1024

  /// Bytes from the header on, read in the file's order.
  let fields: MRCFields
  let columns: Int
  let rows: Int
  let sections: Int
  /// What the pixels are, as a number; ``mode`` says what it means.
  let modeCode: Int32
  /// Bytes between the header and the pixels.
  let extendedByteCount: Int
  /// `"FEI1"`, `"SERI"` and the like; empty when the file does not say.
  let extendedType: String

  /// Whether a file that begins so is an MRC file: with `MAP ` at byte 208 when the header makes sense; without, as in
  /// files from before 2000, when moreover the file is exactly as long as the header says.
  static func recognises(_ head: FileHead) -> Bool {
    guard let header = MRCHeader(head.bytes) else { return false }
    return header.hasSignature || header.endOfData == Double(head.fileSize) && header.hasPlausibleAxes
  }

  /// - Parameter bytes: 1024 or more.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.byteCount else { return nil }
    // The stamp says the order, but some programs write a wrong one.
    let stamped: ByteOrder = bytes[212] == 0x11 ? .bigEndian : .littleEndian
    let other: ByteOrder = stamped == .bigEndian ? .littleEndian : .bigEndian
    guard
      let fields = [stamped, other].map({ MRCFields(bytes: bytes, order: $0) }).first(where: Self.makesSense)
    else { return nil }
    self.fields = fields
    columns = Int(fields.int32(0))
    rows = Int(fields.int32(4))
    sections = Int(fields.int32(8))
    modeCode = fields.int32(12)
    extendedByteCount = max(0, Int(fields.int32(92)))
    let type = fields.text(104, count: 4)
    extendedType = type.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) ? type : ""
  }

  private static func makesSense(_ fields: MRCFields) -> Bool {
    let size = 1...Int32(1 << 24)
    return MRCMode.codes.contains(fields.int32(12)) && size.contains(fields.int32(0))
      && size.contains(fields.int32(4))
      && size.contains(fields.int32(8))
  }

  var order: ByteOrder { fields.order }

  /// Whether `MAP` stands at its place, which is so in files of version 2000 and later.
  var hasSignature: Bool { fields.bytes[208..<211].elementsEqual("MAP".utf8) }

  /// IMOD's flags, which stand where its stamp is before them.
  private var flags: Int32? { fields.int32(152) == 1_146_047_817 ? fields.int32(156) : nil }

  /// Whether bytes hold two numbers each though the mode says one, which IMOD flags.
  var hasHiddenPacking: Bool { modeCode == 0 && (flags ?? 0) & 16 != 0 }

  /// How the pixels are stored; nil for complex numbers.
  var mode: MRCMode? {
    switch modeCode {
    case 0: .numbers(hasUnsignedBytes ? .uint8 : .int8)
    case 1: .numbers(.int16)
    case 2: .numbers(.float32)
    case 6: .numbers(.uint16)
    case 12: .numbers(.float16)
    case 16: .colour
    case 101: .packed
    default: nil
    }
  }

  /// Whether mode 0 means bytes from 0 to 255, as in old files.
  ///
  /// IMOD says so in a field of its own. Else a greatest value above 127, which signed bytes cannot have, tells it.
  private var hasUnsignedBytes: Bool {
    if let flags { return flags & 1 == 0 }
    let (least, greatest) = (fields.float(76), fields.float(80))
    return least >= 0 && greatest > 127 && greatest <= 255
  }

  /// The axes (0 x, 1 y, 2 z) along columns, rows and sections; in this order when the file has none.
  var axes: [Int] {
    let axes = [64, 68, 72].map { Int(fields.int32($0)) - 1 }
    return axes.sorted() == [0, 1, 2] ? axes : [0, 1, 2]
  }

  /// Old files give the axes as numbers from 1 to 3 or leave them out.
  private var hasPlausibleAxes: Bool {
    let axes = [64, 68, 72].map { fields.int32($0) }
    return axes.sorted() == [1, 2, 3] || axes == [0, 0, 0]
  }

  /// Bytes of one section.
  var sectionByteCount: Double {
    let mode = mode ?? .numbers(modeCode == 3 ? .int32 : .int64)
    return Double(rows) * mode.bytes(columns: columns)
  }

  /// Where the pixels end.
  var endOfData: Double {
    Double(Self.byteCount + extendedByteCount) + Double(sections) * sectionByteCount
  }

  /// What the file's author wrote, a line each.
  var labels: [String] {
    (0..<min(10, max(0, Int(fields.int32(220))))).map { fields.text(224 + 80 * $0, count: 80) }
      .filter { !$0.isEmpty }
  }
}

/// Numbers and texts at places of a record.
struct MRCFields {
  let bytes: [UInt8]
  let order: ByteOrder

  /// The integer at `offset`; 0 when the record ends before.
  func integer<T: FixedWidthInteger>(_ offset: Int) -> T {
    guard offset + MemoryLayout<T>.size <= bytes.count else { return 0 }
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: T.self) }
    return order == .littleEndian ? T(littleEndian: value) : T(bigEndian: value)
  }

  func int16(_ offset: Int) -> Int16 { integer(offset) }
  func int32(_ offset: Int) -> Int32 { integer(offset) }
  func float(_ offset: Int) -> Double { Double(Float(bitPattern: integer(offset))) }
  func double(_ offset: Int) -> Double { Double(bitPattern: integer(offset)) }

  /// A text up to the first zero, without spaces at its ends.
  func text(_ offset: Int, count: Int) -> String {
    let bytes = bytes.dropFirst(offset).prefix(count).prefix { $0 != 0 }
    let trimmed = bytes.drop { $0 <= 32 }.reversed().drop { $0 <= 32 }.reversed()
    return String(decoding: Array(trimmed), as: UTF8.self)
  }
}
