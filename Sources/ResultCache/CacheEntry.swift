import Glibc
import Hashing

/// How an entry's file is laid out: a head, then parts one after the other, each with its length and checksum.
///
///     head    "FRINGE\0\u{1}", the key's 64 digits, checksum of both
///     part    number of bytes, checksum of that number and the bytes, the bytes
///
/// Numbers are 64 bits wide in the machine's own order: an entry never leaves its machine. Every byte of a file is
/// covered by a checksum, and a file ends with its last part.
enum CacheEntry {
  static let magic = Array("FRINGE\0\u{1}".utf8)

  static func head(of key: CacheKey) -> [UInt8] {
    let named = magic + Array(key.text.utf8)
    return named + bytes(of: named.withUnsafeBytes { Checksum.of($0) })
  }

  /// Of a part's bytes, its place among the parts and its length.
  static func checksum(_ part: UnsafeRawBufferPointer, number: Int) -> UInt64 {
    Checksum.of(part, seed: UInt64(number) << 48 ^ UInt64(part.count))
  }

  static func bytes(of number: UInt64) -> [UInt8] { withUnsafeBytes(of: number) { Array($0) } }
}

/// Writes an entry's parts. What is written first is read first.
public struct CacheWriter: ~Copyable {
  let descriptor: Int32
  let path: String
  let limit: Int
  let isCancelled: () -> Bool
  private var number = 0
  private var size = 0

  init(_ descriptor: Int32, path: String, limit: Int, isCancelled: @escaping () -> Bool) {
    (self.descriptor, self.path, self.limit, self.isCancelled) = (descriptor, path, limit, isCancelled)
  }

  /// Appends the values as one part.
  public mutating func add<Element: BitwiseCopyable>(_ values: [Element]) throws(CacheError) {
    try values.span.withBytes { bytes throws(CacheError) in
      let sum = CacheEntry.checksum(bytes, number: number)
      let head = CacheEntry.bytes(of: UInt64(bytes.count)) + CacheEntry.bytes(of: sum)
      try head.span.withBytes { head throws(CacheError) in try write(head) }
      try write(bytes)
    }
    number += 1
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(CacheError) {
    size += bytes.count
    guard size <= limit else { throw .tooLarge(bytes: size, limit: limit) }
    var done = 0
    while done < bytes.count {
      // In pieces, so that an interruption need not wait for all of it.
      if isCancelled() { throw .cancelled }
      let count = Glibc.write(
        descriptor, bytes.baseAddress?.advanced(by: done), min(bytes.count - done, 4 << 20))
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw .system(path: path, operation: "write", code: errno)
      }
    }
  }
}

/// Reads an entry's parts in the order in which they were written.
public struct CacheReader: ~Copyable {
  /// The file is not what was written, or not what the reader expects.
  public struct Damage: Error {
    public init() {}
  }

  private let descriptor: Int32
  private let isCancelled: () -> Bool
  private var left: Int
  private var number = 0

  /// Reads the head; it has to be that of the key.
  init(
    _ descriptor: Int32, size: Int, key: CacheKey, isCancelled: @escaping () -> Bool
  ) throws(Damage) {
    (self.descriptor, left, self.isCancelled) = (descriptor, size, isCancelled)
    let expected = CacheEntry.head(of: key)
    guard try read(UInt8.self, count: expected.count) == expected else { throw Damage() }
  }

  /// The next part.
  ///
  /// - Parameter count: How many values there have to be; nil: as many as there are.
  public mutating func next<Element: BitwiseCopyable>(
    _ type: Element.Type, count: Int? = nil
  ) throws(Damage) -> [Element] {
    let head = try read(UInt64.self, count: 2)
    let stride = MemoryLayout<Element>.stride
    guard head[0] <= left, Int(head[0]) % stride == 0, count == nil || Int(head[0]) == count! * stride else {
      throw Damage()
    }
    let values = try read(type, count: Int(head[0]) / stride)
    guard values.withUnsafeBytes({ CacheEntry.checksum($0, number: number) }) == head[1] else {
      throw Damage()
    }
    number += 1
    return values
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { left == 0 }

  private mutating func read<Element: BitwiseCopyable>(
    _ type: Element.Type, count: Int
  ) throws(Damage) -> [Element] {
    let size = count * MemoryLayout<Element>.stride
    guard size <= left else { throw Damage() }
    left -= size
    let values = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var done = 0
      while done < size {
        // In pieces, so that an interruption need not wait for all of it.
        if isCancelled() { return }
        let got = Glibc.read(
          descriptor, bytes.baseAddress?.advanced(by: done), min(size - done, 4 << 20))
        if got > 0 {
          done += got
        } else if got == 0 || errno != EINTR {
          return
        }
      }
      initialized = count
    }
    guard values.count == count else { throw Damage() }
    return values
  }
}

extension Span where Element: BitwiseCopyable {
  /// Lends the bytes.
  fileprivate func withBytes<E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
    try bytes.withUnsafeBytes(body)
  }
}
