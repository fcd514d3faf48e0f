import CHDF5Bridge
import CZlib

/// The filters that pack a dataset's chunks, unpacked here: libhdf5 does not look whether a chunk, once unpacked, has the
/// size that it copies from it.
struct HDF5Filters {
  /// A filter and what it was told when it packed.
  struct Filter {
    let number: Int32
    let values: [UInt32]
  }

  /// In the order in which they packed.
  let filters: [Filter]

  /// LZF as h5py registers it.
  static let lzf: Int32 = 32000

  static func isKnown(_ number: Int32) -> Bool {
    [H5Z_FILTER_DEFLATE, H5Z_FILTER_SHUFFLE, H5Z_FILTER_FLETCHER32, lzf].contains(number)
  }

  /// The filters of a dataset by its creation properties.
  init(_ creation: hid_t) {
    filters = (0..<max(0, H5Pget_nfilters(creation))).map { index in
      var flags: UInt32 = 0
      var count = 8
      var values = [UInt32](repeating: 0, count: count)
      let number = H5Pget_filter2(creation, UInt32(index), &flags, &count, &values, 0, nil, nil)
      return Filter(number: number, values: Array(values.prefix(max(0, count))))
    }
  }

  /// Unpacks a chunk.
  ///
  /// - Parameters:
  ///   - mask: Has a bit for each filter that was passed over.
  ///   - byteCount: Bytes that must come out.
  /// - Returns: The chunk, or nil when it is damaged.
  func unpack(_ packed: [UInt8], mask: UInt32, byteCount: Int) -> [UInt8]? {
    var bytes = packed
    for (index, filter) in filters.enumerated().reversed() where index >= 32 || mask >> UInt32(index) & 1 == 0
    {
      // A checksum inside of a packed chunk adds to it.
      guard let next = Self.undo(filter, bytes, limit: byteCount + 4 * filters.count) else { return nil }
      bytes = next
    }
    return bytes.count == byteCount ? bytes : nil
  }

  private static func undo(_ filter: Filter, _ bytes: [UInt8], limit: Int) -> [UInt8]? {
    switch filter.number {
    case H5Z_FILTER_DEFLATE: inflated(bytes, limit: limit)
    case H5Z_FILTER_SHUFFLE: unshuffled(bytes, elementByteCount: Int(filter.values.first ?? 1))
    case H5Z_FILTER_FLETCHER32: checked(bytes)
    case lzf: LZF.unpacked(bytes, limit: limit)
    default: nil
    }
  }

  private static func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var isWhole = false
    let result = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
      var count = uLongf(limit)
      isWhole = uncompress(buffer.baseAddress, &count, bytes, uLong(bytes.count)) == Z_OK
      initialized = isWhole ? Int(count) : 0
    }
    return isWhole ? result : nil
  }

  /// First bytes of all elements, then second bytes, and so on; what fills no element stays at the end.
  private static func unshuffled(_ bytes: [UInt8], elementByteCount size: Int) -> [UInt8]? {
    guard size > 0 else { return nil }
    let count = bytes.count / size
    guard size > 1, count > 1 else { return bytes }
    var result = bytes
    for byte in 0..<size {
      let first = byte * count
      for element in 0..<count { result[element * size + byte] = bytes[first + element] }
    }
    return result
  }

  /// Takes the checksum off; nil when it is another. Early versions of the library stored it in the other byte order.
  private static func checked(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 4 else { return nil }
    let stored = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let data = Array(bytes.dropLast(4))
    let sum = fletcher32(data)
    let halvesSwapped = sum >> 8 & 0x00FF_00FF | sum << 8 & 0xFF00_FF00
    return stored == sum || stored == halvesSwapped ? data : nil
  }

  /// Fletcher's checksum of words of two bytes, the first one high; an odd byte is a high one.
  ///
  /// What overflows two bytes is added to their lower end, so that a sum which is a multiple of 65535 is 65535, and 0 only
  /// for bytes that are all 0.
  private static func fletcher32(_ bytes: [UInt8]) -> UInt32 {
    var (first, second): (UInt32, UInt32) = (0, 0)
    for index in stride(from: 0, to: bytes.count, by: 2) {
      let low = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
      first += UInt32(bytes[index]) << 8 + low
      first = first & 0xFFFF + first >> 16
      second += first
      second = second & 0xFFFF + second >> 16
    }
    return second << 16 | first
  }
}

/// LZF, a packing of bytes by Marc Lehmann: literal runs, and copies of what came before.
enum LZF {
  /// - Parameter limit: Bytes that may come out.
  /// - Returns: nil when the bytes are damaged or too many come out.
  static func unpacked(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(limit)
    var index = 0
    while index < bytes.count {
      let control = Int(bytes[index])
      index += 1
      if control < 32 {
        let end = index + control + 1
        guard end <= bytes.count, result.count + control + 1 <= limit else { return nil }
        result += bytes[index..<end]
        index = end
        continue
      }
      var length = control >> 5
      if length == 7 {
        guard index < bytes.count else { return nil }
        length += Int(bytes[index])
        index += 1
      }
      guard index < bytes.count else { return nil }
      let source = result.count - (control & 31) << 8 - Int(bytes[index]) - 1
      index += 1
      guard source >= 0, result.count + length + 2 <= limit else { return nil }
      // The copy may overlap what it makes.
      for offset in 0..<length + 2 { result.append(result[source + offset]) }
    }
    return result
  }
}
