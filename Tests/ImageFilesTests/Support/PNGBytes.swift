/// A small PNG made by hand, not compressed: any colour type, depth and interlacing.
struct PNGBytes {
  var rows = 1
  var columns = 1
  var bits = 8
  /// 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
  var colourType = 0
  var isInterlaced = false
  /// The samples of a row, row after row; two bytes' worth when there are 16 bits.
  var samples: [Int] = []
  /// Chunks before the pixels, by type.
  var chunks: [(type: String, data: [UInt8])] = []
  /// Said in the header in place of the truth.
  var claimedSize: (rows: Int, columns: Int)?

  static func big(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  private var perPixel: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colourType]! }

  var bytes: [UInt8] {
    let size = claimedSize ?? (rows, columns)
    var result: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let head = Self.big(size.columns) + Self.big(size.rows)
    result += Self.chunk("IHDR", head + [UInt8(bits), UInt8(colourType), 0, 0, isInterlaced ? 1 : 0])
    for (type, data) in chunks { result += Self.chunk(type, data) }
    result += Self.chunk("IDAT", Self.stored(filtered))
    return result + Self.chunk("IEND", [])
  }

  /// Rows with their filter type, pass after pass.
  private var filtered: [UInt8] {
    // First row and column, and steps, of the seven passes of Adam7.
    let adam7: [(Int, Int, Int, Int)] = [
      (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1),
    ]
    let passes = isInterlaced ? adam7 : [(0, 0, 1, 1)]
    var result: [UInt8] = []
    for (firstRow, firstColumn, rowStep, columnStep) in passes where firstColumn < columns {
      for row in stride(from: firstRow, to: rows, by: rowStep) {
        result.append(0)
        var kept: [Int] = []
        for column in stride(from: firstColumn, to: columns, by: columnStep) {
          let start = (row * columns + column) * perPixel
          kept += samples[start..<start + perPixel]
        }
        result += packed(kept)
      }
    }
    return result
  }

  private func packed(_ samples: [Int]) -> [UInt8] {
    if bits == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
    var row = [UInt8](repeating: 0, count: (samples.count * bits + 7) / 8)
    for (index, sample) in samples.enumerated() {
      row[index * bits / 8] |= UInt8(sample << (8 - bits - index * bits % 8))
    }
    return row
  }

  static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    var crc: UInt32 = .max
    for byte in body {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return big(data.count) + body + big(Int(~crc))
  }

  /// Bytes as zlib stores them without compression (RFC 1950, 1951); up to 65535 of them.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var (a, b): (Int, Int) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    let count = bytes.count
    let length = [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8 & 255)]
    return [0x78, 0x01, 0x01] + length + bytes + big(b << 16 | a)
  }
}
