/// Samples that are not stored as a whole machine number each: 1, 2, 4, 10, 12, 14, 24 … bits.
///
/// The samples of a row follow each other without gaps, the most significant bit first, and each row begins at a
/// byte (TIFF 6.0, section 3). Samples of 24 bits are the exception: libtiff gives their three bytes in the machine's
/// own order.
enum PackedBits {
  /// Turns the bytes of a row into as many samples as there is room for.
  typealias Unpack<T> = (_ row: UnsafeRawBufferPointer, _ samples: UnsafeMutableBufferPointer<T>) -> Void

  static func unpackUnsigned<T: FixedWidthInteger & UnsignedInteger>(_ bits: Int) -> Unpack<T> {
    { row, samples in forEach(bits, in: row, count: samples.count) { samples[$0] = T(truncatingIfNeeded: $1) }
    }
  }

  static func unpackSigned<T: FixedWidthInteger & SignedInteger>(_ bits: Int) -> Unpack<T> {
    let shift = 32 - bits
    return { row, samples in
      forEach(bits, in: row, count: samples.count) {
        samples[$0] = T(truncatingIfNeeded: Int32(bitPattern: $1 << shift) >> shift)
      }
    }
  }

  /// 24-bit floats: sign, 7 bits of exponent (bias 63), 16 bits of fraction (TIFF Technical Note 3).
  static var unpackFloat24: Unpack<Float> {
    { row, samples in
      forEach(24, in: row, count: samples.count) { samples[$0] = float24($1) }
    }
  }

  static func float24(_ bits: UInt32) -> Float {
    let sign: Float = bits >> 23 & 1 == 0 ? 1 : -1
    let exponent = Int(bits >> 16 & 0x7F)
    let fraction = Float(bits & 0xFFFF) / 65536
    switch exponent {
    case 0: return sign * Float(sign: .plus, exponent: -62, significand: fraction)
    case 127: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 63, significand: 1 + fraction)
    }
  }

  /// Calls `body` with the index and the bits of each sample. `row` holds at least `count * bits` bits.
  private static func forEach(
    _ bits: Int, in row: UnsafeRawBufferPointer, count: Int, _ body: (Int, UInt32) -> Void
  ) {
    if bits == 24 {
      let isLittle = ByteOrder.host == .littleEndian
      for index in 0..<count {
        let (first, middle, last) = (row[3 * index], row[3 * index + 1], row[3 * index + 2])
        body(
          index, UInt32(isLittle ? last : first) << 16 | UInt32(middle) << 8 | UInt32(isLittle ? first : last)
        )
      }
      return
    }
    let mask = (UInt64(1) << bits) - 1
    var held: UInt64 = 0
    var heldBits = 0
    var byte = 0
    for index in 0..<count {
      while heldBits < bits {
        held = held << 8 | UInt64(row[byte])
        byte += 1
        heldBits += 8
      }
      heldBits -= bits
      body(index, UInt32(truncatingIfNeeded: held >> heldBits & mask))
    }
  }
}
