/// Mends what some programs write where MathWorks specifies otherwise: sizes of matrices as miUINT32 in place of miINT32,
/// names as miUTF8 in place of miINT8. Their bytes mean the same; libmatio stumbles over the tags.
enum MATRepair {
  /// A file is held in memory for this, and read as it is when it is larger.
  private static let largestByteCount = 256 << 20
  /// Variables that are looked at.
  private static let mostElements = 10_000

  private static let (int8, int32, uint32, matrix, utf8) = (1, 5, 6, 14, 16)

  /// The bytes of a file of version 5 once mended; nil when there is nothing to mend.
  static func repaired(_ file: InputFile) throws(ImageFileError) -> [UInt8]? {
    guard file.size <= largestByteCount, file.size > 128 else { return nil }
    let head = try file.bytes(at: 0, count: 128)
    guard head.count == 128, MATHeader.isVersion5(head) else { return nil }
    let isBigEndian = head[126] == UInt8(ascii: "M")
    var changes: [(place: Int, type: Int)] = []
    var offset = 128
    for _ in 0..<mostElements {
      guard let element = try tag(file, offset, isBigEndian) else { break }
      if element.type == matrix, let size = try tag(file, offset + 24, isBigEndian) {
        if size.type == uint32 { changes.append((size.place, int32)) }
        if let name = try tag(file, size.next, isBigEndian), name.type == utf8 {
          changes.append((name.place, int8))
        }
      }
      // What is packed ends without padding, a matrix holds its own.
      offset += 8 + element.byteCount
    }
    guard !changes.isEmpty else { return nil }
    var bytes = try file.bytes(at: 0, count: file.size)
    for (place, type) in changes where place < bytes.count { bytes[place] = UInt8(type) }
    return bytes
  }

  private struct Tag {
    let type: Int
    let byteCount: Int
    /// Where the lowest byte of the type is, and where the next tag begins.
    let place: Int
    let next: Int
  }

  /// The tag at a place: type and length of 4 bytes each, or of 2 each with up to 4 bytes of data behind them.
  private static func tag(
    _ file: InputFile, _ offset: Int, _ isBigEndian: Bool
  ) throws(ImageFileError) -> Tag? {
    guard offset <= file.size - 8 else { return nil }
    let bytes = try file.bytes(at: offset, count: 8)
    guard bytes.count == 8 else { return nil }
    func number(_ range: Range<Int>) -> Int {
      let part = bytes[range]
      return (isBigEndian ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
    let first = number(0..<4)
    if first >> 16 != 0 {
      return Tag(
        type: first & 0xFFFF, byteCount: first >> 16, place: offset + (isBigEndian ? 3 : 0), next: offset + 8)
    }
    let count = number(4..<8)
    return Tag(
      type: first, byteCount: count, place: offset + (isBigEndian ? 3 : 0),
      next: offset + 8 + (count + 7) / 8 * 8)
  }
}
