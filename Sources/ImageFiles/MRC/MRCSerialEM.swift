import Imaging

/// Records of SerialEM: 16-bit integers, of which flags tell what is there, after IMOD's description of MRC files.
enum MRCSerialEM {
  /// What each flag stands for, and its bytes, in the order in which they follow each other.
  private static let parts: [(flag: Int16, byteCount: Int)] = [
    (1, 2), (2, 6), (4, 4), (8, 2), (16, 2), (32, 4), (64, 2), (128, 4), (256, 2), (512, 4), (1024, 2),
  ]

  /// Bytes of a record with these flags; nil when one is not known.
  static func byteCount(flags: Int16) -> Int? {
    guard flags < 2048 else { return nil }
    return parts.reduce(0) { $0 + (flags & $1.flag != 0 ? $1.byteCount : 0) }
  }

  static func record(_ fields: MRCFields, flags: Int16) -> MRCRecord {
    var record = MRCRecord()
    var offset = 0
    for part in parts where flags & part.flag != 0 {
      let first = Double(fields.int16(offset))
      switch part.flag {
      case 1:
        record.acquisition.tiltAlpha = first / 100
        record.raw["TiltAngle"] = .number(first / 100)
      case 2:
        record.raw["PieceCoordinates"] = .list((0..<3).map { .number(Double(fields.int16(offset + 2 * $0))) })
      case 4:
        // In µm.
        record.raw["StagePosition"] = .list(
          (0..<2).map { .number(Double(fields.int16(offset + 2 * $0)) / 25) })
      case 8:
        record.acquisition.magnification = first > 0 ? first * 100 : nil
        record.raw["Magnification"] = .number(first * 100)
      case 16: record.raw["Intensity"] = .number(first / 25000)
      case 32:
        // Electrons per Å².
        let dose = shorts(fields.int16(offset), fields.int16(offset + 2))
        record.acquisition.dose = dose > 0 ? dose * 100 : nil
        record.raw["ExposureDose"] = .number(dose)
      default: break
      }
      offset += part.byteCount
    }
    return record
  }

  /// The number that two integers stand for.
  private static func shorts(_ first: Int16, _ second: Int16) -> Double {
    let mantissa = Double(first.magnitude) * 256 + Double(second.magnitude % 256)
    let exponent = Int(second.magnitude / 256) * (second < 0 ? -1 : 1)
    return (first < 0 ? -mantissa : mantissa) * Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
