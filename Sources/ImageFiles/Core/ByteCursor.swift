/// Reads numbers one after the other from any position of a file on.
///
/// Bytes come through a window of 64 KB, so that a file of a million small fields is no million reads, and one of many
/// GB of samples that are jumped over is hardly read at all.
struct ByteCursor {
  let file: InputFile
  /// The offset of the next byte in the file.
  private(set) var position: Int
  private var window: [UInt8] = []
  private var windowStart = 0

  init(_ file: InputFile, at position: Int = 0) {
    self.file = file
    self.position = position
  }

  /// Bytes from here to the file's end.
  var remaining: Int { file.size - position }

  /// The next integer.
  mutating func integer<T: FixedWidthInteger>(
    _ type: T.Type, _ order: ByteOrder
  ) throws(ImageFileError) -> T {
    try integer(order)
  }

  /// The next integer, of the type that is asked for.
  mutating func integer<T: FixedWidthInteger>(_ order: ByteOrder) throws(ImageFileError) -> T {
    let start = try next(MemoryLayout<T>.size)
    let value = window.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: T.self) }
    return order == .littleEndian ? T(littleEndian: value) : T(bigEndian: value)
  }

  /// The next integer as an offset or count in this file; one that no file can have is damage.
  mutating func count<T: FixedWidthInteger>(
    _ type: T.Type, _ order: ByteOrder, of what: String
  ) throws(ImageFileError) -> Int {
    let value: T = try integer(order)
    guard let count = Int(exactly: value), count >= 0 else {
      throw damaged("\(what) is given as \(value) before byte \(position)")
    }
    return count
  }

  /// The next 32-bit float.
  mutating func float(_ order: ByteOrder) throws(ImageFileError) -> Double {
    Double(Float(bitPattern: try integer(order)))
  }

  /// The next 64-bit float.
  mutating func double(_ order: ByteOrder) throws(ImageFileError) -> Double {
    Double(bitPattern: try integer(order))
  }

  /// The next `count` bytes.
  mutating func bytes(_ count: Int) throws(ImageFileError) -> [UInt8] {
    guard count >= 0, count <= remaining else { throw ended(count) }
    let bytes = try file.bytes(at: position, count: count)
    guard bytes.count == count else { throw ended(count) }
    position += count
    return bytes
  }

  /// Goes over `count` bytes without reading them.
  mutating func skip(_ count: Int) throws(ImageFileError) {
    guard count >= 0, count <= remaining else { throw ended(count) }
    position += count
  }

  /// Makes the next `count` bytes part of the window, goes over them, and returns where in it they begin.
  private mutating func next(_ count: Int) throws(ImageFileError) -> Int {
    guard count <= remaining else { throw ended(count) }
    if position < windowStart || position + count > windowStart + window.count {
      window = try file.bytes(at: position, count: max(count, 1 << 16))
      windowStart = position
      guard count <= window.count else { throw ended(count) }
    }
    position += count
    return position - count - windowStart
  }

  private func ended(_ count: Int) -> ImageFileError {
    damaged("\(count) bytes are expected from byte \(position) on, but it ends at byte \(file.size)")
  }

  private func damaged(_ reason: String) -> ImageFileError {
    ImageFileError(path: file.path, problem: .damaged(reason))
  }
}
