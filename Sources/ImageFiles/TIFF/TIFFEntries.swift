/// The entries of a TIFF directory as they lie in the file, for what libtiff does not tell.
struct TIFFEntries {
  let order: ByteOrder
  let isBig: Bool
  /// Where the next directory begins; 0 after the last.
  let next: Int

  /// Where the first entry begins in the file.
  let start: Int

  private let file: InputFile
  private let entries: [UInt8]

  /// Reads the directory at an offset, or the first one; nil when the file ends within it.
  init?(_ file: InputFile, directoryAt offset: Int? = nil) {
    do throws(ImageFileError) {
      let head = try file.bytes(at: 0, count: 16)
      guard head.count >= 8 else { return nil }
      order = head[0] == 0x49 ? .littleEndian : .bigEndian
      isBig = head[2] == 43 || head[3] == 43
      guard !isBig || head.count == 16 else { return nil }
      let begin = offset ?? Self.integer(isBig ? head[8..<16] : head[4..<8], order)

      let counter = try file.bytes(at: begin, count: isBig ? 8 : 2)
      guard counter.count == (isBig ? 8 : 2) else { return nil }
      let count = Self.integer(counter[...], order)
      guard (0...65535).contains(count) else { return nil }
      start = begin + counter.count
      entries = try file.bytes(at: start, count: count * (isBig ? 20 : 12))
      let link = try file.bytes(at: start + entries.count, count: isBig ? 8 : 4)
      next = link.count == (isBig ? 8 : 4) ? Self.integer(link[...], order) : 0
      self.file = file
    } catch { return nil }
  }

  /// How many values a tag has; nil when it is missing.
  func count(_ tag: Int32) -> Int? {
    entry(tag).map { Self.integer(entries[$0 + 4..<$0 + (isBig ? 12 : 8)], order) }
  }

  /// Where the entry of a tag begins among the entries.
  private func entry(_ tag: Int32) -> Int? {
    let length = isBig ? 20 : 12
    return stride(from: 0, to: entries.count - length + 1, by: length)
      .first { Self.integer(entries[$0..<$0 + 2], order) == Int(tag) }
  }

  /// The values of a tag as they are stored; nil when it is missing, of an unknown type, longer than `limit` bytes or
  /// not wholly inside the file.
  func values(_ tag: Int32, limit: Int = 1 << 24) -> TIFFValues? {
    guard let entry = entry(tag), let count = count(tag),
      let type = TIFFValues.Kind(rawValue: Self.integer(entries[entry + 2..<entry + 4], order)),
      (1...limit / type.byteCount).contains(count)
    else { return nil }
    let (field, room) = isBig ? (entry + 12, 8) : (entry + 8, 4)
    let byteCount = count * type.byteCount
    if byteCount <= room {
      return TIFFValues(kind: type, bytes: entries[field..<field + byteCount], order: order)
    }
    let offset = Self.integer(entries[field..<field + room], order)
    guard let bytes = try? file.bytes(at: offset, count: byteCount), bytes.count == byteCount else {
      return nil
    }
    return TIFFValues(kind: type, bytes: bytes[...], order: order)
  }

  /// Bytes from a place of the file that a tag's value names.
  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    guard let bytes = try? file.bytes(at: offset, count: count), bytes.count == count else { return nil }
    return bytes
  }

  /// Up to eight bytes as a number. Those beyond `Int` become negative, which is outside of every file.
  static func integer(_ bytes: ArraySlice<UInt8>, _ order: ByteOrder) -> Int {
    var value: UInt64 = 0
    for byte in bytes {
      value = order == .bigEndian ? value << 8 | UInt64(byte) : value >> 8 | UInt64(byte) << 56
    }
    if order == .littleEndian { value >>= UInt64(64 - 8 * bytes.count) }
    return Int(truncatingIfNeeded: value)
  }
}
