/// The entries of a directory that is written, little-endian.
struct TIFFEntryList {
  private let isBig: Bool
  private let heapStart: Int
  private var entries: [(tag: Int, bytes: [UInt8])] = []
  /// Values that do not fit in an entry; they belong at the place in the file that the list was made with.
  var heap: [UInt8] = []

  /// - Parameter heapStart: An even place in the file.
  init(isBig: Bool, heapStart: Int) {
    self.isBig = isBig
    self.heapStart = heapStart
  }

  mutating func short(_ tag: Int, _ value: Int) { add(tag, type: 3, count: 1, Self.little(value, 2)) }

  mutating func long(_ tag: Int, _ value: Int) { add(tag, type: 4, count: 1, Self.little(value, 4)) }

  /// A place in the file or a number of bytes.
  mutating func offset(_ tag: Int, _ value: Int) {
    add(tag, type: isBig ? 16 : 4, count: 1, Self.little(value, isBig ? 8 : 4))
  }

  mutating func ratio(_ tag: Int, _ value: TIFFRational) {
    add(tag, type: 5, count: 1, value.bytes(.littleEndian))
  }

  mutating func text(_ tag: Int, _ value: String) {
    let bytes = Array(value.utf8) + [0]
    add(tag, type: 2, count: bytes.count, bytes)
  }

  private mutating func add(_ tag: Int, type: Int, count: Int, _ value: [UInt8]) {
    let room = isBig ? 8 : 4
    var field = value
    if value.count > room {
      field = Self.little(heapStart + heap.count, room)
      heap += value
      if heap.count % 2 == 1 { heap.append(0) }
    }
    field += [UInt8](repeating: 0, count: room - field.count)
    entries.append((tag, Self.little(tag, 2) + Self.little(type, 2) + Self.little(count, room) + field))
  }

  var directoryByteCount: Int { isBig ? 16 + 20 * entries.count : 6 + 12 * entries.count }

  /// The directory's bytes, with the place of the next one.
  func directory(next: Int) -> [UInt8] {
    let sorted = entries.sorted { $0.tag < $1.tag }
    return Self.little(entries.count, isBig ? 8 : 2) + sorted.flatMap(\.bytes)
      + Self.little(next, isBig ? 8 : 4)
  }

  static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
