/// Reads the tags of a DigitalMicrograph 3 or 4 file. Arrays of numbers stay in the file.
struct DMTagParser {
  /// Groups inside each other; DigitalMicrograph itself stays well below.
  private static let maximumDepth = 64
  /// Tags in a file: a few thousand usually, some tens of thousands in a series with tags for each frame.
  private static let maximumTagCount = 1 << 20
  /// Characters of texts in a file, and in one that is kept.
  private static let maximumTextLength = (all: 1 << 24, one: 1 << 16)

  /// The order of bytes in tag data. Everything else is big-endian.
  let order: ByteOrder
  /// 3 or 4.
  let version: UInt32
  private var cursor: ByteCursor
  private var tagCount = 0
  private var textLength = 0

  /// Reads the header, after which the root group follows.
  init(_ file: InputFile) throws(ImageFileError) {
    cursor = ByteCursor(file)
    version = try cursor.integer(.bigEndian)
    try cursor.skip(version == 3 ? 4 : 8)
    order = try cursor.integer(UInt32.self, .bigEndian) == 0 ? .bigEndian : .littleEndian
  }

  /// The tags of a file.
  static func root(of file: InputFile) throws(ImageFileError) -> (
    tags: DMGroup, order: ByteOrder, version: UInt32
  ) {
    var parser = try DMTagParser(file)
    return (try parser.group(depth: 0), parser.order, parser.version)
  }

  /// Sizes and counts have 32 bits in version 3 and 64 in version 4.
  private mutating func size(of what: String) throws(ImageFileError) -> Int {
    try version == 3
      ? cursor.count(UInt32.self, .bigEndian, of: what) : cursor.count(UInt64.self, .bigEndian, of: what)
  }

  private mutating func group(depth: Int) throws(ImageFileError) -> DMGroup {
    guard depth < Self.maximumDepth else { throw damaged("its tags are nested too deep") }
    // Whether the group is sorted, and whether it is open in the browser.
    try cursor.skip(2)
    let count = try size(of: "the number of tags")
    var group = DMGroup()
    for _ in 0..<count {
      let kind: UInt8 = try cursor.integer(.bigEndian)
      // A file may end a group early with a zero.
      if kind == 0 { break }
      tagCount += 1
      guard tagCount <= Self.maximumTagCount else {
        throw damaged("it has more than \(Self.maximumTagCount) tags")
      }
      let length: UInt16 = try cursor.integer(.bigEndian)
      let name = Self.label(try cursor.bytes(Int(length)))
      var end: Int?
      if version == 4 {
        let size = try size(of: "the size of tag \(name)")
        end = size <= cursor.remaining ? cursor.position + size : nil
      }
      switch kind {
      case 20: group.append(.group(try self.group(depth: depth + 1)), name: name)
      case 21:
        if let tag = try data(name: name, end: end) { group.append(tag, name: name) }
      default:
        throw damaged("a tag is of kind \(kind) before byte \(cursor.position), where 20 or 21 is expected")
      }
    }
    return group
  }

  /// The value of a data tag; nil when its type is not known, which only version 4 lets one go over.
  private mutating func data(name: String, end: Int?) throws(ImageFileError) -> DMTag? {
    let mark: UInt32 = try cursor.integer(.bigEndian)
    guard mark == 0x2525_2525 else { throw damaged("tag \(name) has no %%%% before byte \(cursor.position)") }
    let length = try size(of: "the type of tag \(name)")
    guard length <= 4096 else { throw damaged("the type of tag \(name) has \(length) parts") }
    var description: [UInt64] = []
    for _ in 0..<length {
      description.append(
        try version == 3 ? UInt64(cursor.integer(UInt32.self, .bigEndian)) : cursor.integer(.bigEndian))
    }
    guard let type = DMType(description: description), let byteCount = type.byteCount else {
      guard let end, end >= cursor.position else {
        throw damaged("tag \(name) is of a type that is not known: \(description.prefix(8))")
      }
      try cursor.skip(end - cursor.position)
      return nil
    }
    return try value(of: type, byteCount: byteCount, name: name)
  }

  private mutating func value(of type: DMType, byteCount: Int, name: String) throws(ImageFileError) -> DMTag {
    let start = cursor.position
    switch type {
    case .number(.boolean): return .boolean(try cursor.integer(UInt8.self, .bigEndian) != 0)
    case .number(let number): return .number(try self.number(number))
    case .text where keepsText(byteCount):
      return .text(String(decoding: try cursor.bytes(byteCount), as: UTF8.self))
    case .array(.number(.uint16), let count) where name != "Data" && keepsText(count):
      return .text(try utf16(count))
    case .structure(let fields):
      var values: [Double] = []
      for field in fields {
        guard case .number(let number) = field else { break }
        values.append(try self.number(number))
      }
      try cursor.skip(byteCount - (cursor.position - start))
      return .list(values)
    case .text, .array:
      try cursor.skip(byteCount)
      return .block(DMBlock(offset: start, byteCount: byteCount))
    }
  }

  private mutating func number(_ type: DMNumber) throws(ImageFileError) -> Double {
    switch type {
    case .int16: Double(try cursor.integer(Int16.self, order))
    case .int32: Double(try cursor.integer(Int32.self, order))
    case .uint16: Double(try cursor.integer(UInt16.self, order))
    case .uint32: Double(try cursor.integer(UInt32.self, order))
    case .float32: try cursor.float(order)
    case .float64: try cursor.double(order)
    case .boolean, .uint8: Double(try cursor.integer(UInt8.self, order))
    case .int8: Double(try cursor.integer(Int8.self, order))
    case .int64: Double(try cursor.integer(Int64.self, order))
    case .uint64: Double(try cursor.integer(UInt64.self, order))
    }
  }

  private mutating func utf16(_ count: Int) throws(ImageFileError) -> String {
    let bytes = try cursor.bytes(2 * count)
    let units = stride(from: 0, to: bytes.count, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return order == .littleEndian ? first | second << 8 : first << 8 | second
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Counts a text that is about to be kept; those beyond the limits stay in the file.
  private mutating func keepsText(_ length: Int) -> Bool {
    guard length <= Self.maximumTextLength.one, textLength + length <= Self.maximumTextLength.all else {
      return false
    }
    textLength += length
    return true
  }

  /// A tag's name: UTF-8, or else Latin 1 as older versions write it.
  private static func label(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private func damaged(_ reason: String) -> ImageFileError {
    ImageFileError(path: cursor.file.path, problem: .damaged(reason))
  }
}
