/// What cairo leaves out of a PNG.
enum PNGFile {
  /// The file with its resolution written in, so that it is as wide in a document as it was drawn.
  static func stamped(_ file: [UInt8], resolution: Double) -> [UInt8] {
    // Signature (8 bytes), then the header chunk: length, name, 13 bytes, check sum.
    let headerEnd = 8 + 4 + 4 + 13 + 4
    guard file.count > headerEnd else { return file }
    let perMetre = bigEndian(UInt32((resolution / 0.0254).rounded()))
    let body = Array("pHYs".utf8) + perMetre + perMetre + [1]
    let chunk = bigEndian(9) + body + bigEndian(checkSum(body))
    return Array(file[..<headerEnd]) + chunk + Array(file[headerEnd...])
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  /// The cyclic redundancy check of a chunk (PNG specification, annex D).
  private static func checkSum(_ bytes: [UInt8]) -> UInt32 {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? 0xEDB8_8320 ^ (remainder >> 1) : remainder >> 1 }
    }
    return ~remainder
  }
}
