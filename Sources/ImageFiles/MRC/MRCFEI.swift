import Imaging

/// Records of type FEI1 and FEI2, after Thermo Fisher's description of the MRC files of EPU.
enum MRCFEI {
  /// Bytes of a record of either type.
  static let sizes: Set<Int32> = [768, 888]

  /// A number at an offset, in SI units; whether it is known is a bit in a mask.
  private struct Field {
    var name: String
    var offset: Int
    var mask: Int
    var bit: Int
  }

  private static let numbers = [
    Field(name: "Timestamp", offset: 12, mask: 8, bit: 0), Field(name: "HT", offset: 84, mask: 8, bit: 5),
    Field(name: "Dose", offset: 92, mask: 8, bit: 6), Field(name: "Alpha tilt", offset: 100, mask: 8, bit: 7),
    Field(name: "Beta tilt", offset: 108, mask: 8, bit: 8),
    Field(name: "X-Stage", offset: 116, mask: 8, bit: 9),
    Field(name: "Y-Stage", offset: 124, mask: 8, bit: 10),
    Field(name: "Z-Stage", offset: 132, mask: 8, bit: 11),
    Field(name: "Tilt axis angle", offset: 140, mask: 8, bit: 12),
    Field(name: "Pixel size X", offset: 156, mask: 8, bit: 14),
    Field(name: "Pixel size Y", offset: 164, mask: 8, bit: 15),
    Field(name: "Defocus", offset: 220, mask: 8, bit: 22),
    Field(name: "STEM Defocus", offset: 228, mask: 8, bit: 23),
    Field(name: "Applied defocus", offset: 236, mask: 8, bit: 24),
    Field(name: "Magnification", offset: 289, mask: 8, bit: 31),
    Field(name: "Camera length", offset: 301, mask: 297, bit: 0),
    Field(name: "Convergence angle", offset: 329, mask: 297, bit: 4),
    Field(name: "Integration time", offset: 419, mask: 297, bit: 16),
    Field(name: "Dwell time", offset: 571, mask: 490, bit: 15),
    Field(name: "Frame time", offset: 579, mask: 490, bit: 16),
  ]

  private static let texts = [
    Field(name: "Microscope type", offset: 20, mask: 8, bit: 1),
    Field(name: "D-Number", offset: 36, mask: 8, bit: 2),
    Field(name: "Application", offset: 52, mask: 8, bit: 3),
    Field(name: "Application version", offset: 68, mask: 8, bit: 4),
    Field(name: "Camera name", offset: 435, mask: 297, bit: 19),
    Field(name: "STEM Detector name", offset: 519, mask: 490, bit: 7),
  ]

  static func record(_ fields: MRCFields) -> MRCRecord {
    func isKnown(_ field: Field) -> Bool { fields.int32(field.mask) >> Int32(field.bit) & 1 != 0 }
    var raw: Metadata = [:]
    for field in numbers where isKnown(field) { raw[field.name] = .number(fields.double(field.offset)) }
    for field in texts where isKnown(field) {
      raw[field.name] = .string(fields.text(field.offset, count: 16))
    }
    func number(_ name: String) -> Double? {
      if case .number(let number)? = raw[name] { number } else { nil }
    }
    func positive(_ name: String) -> Double? { number(name).flatMap { $0 > 0 ? $0 : nil } }
    func text(_ name: String) -> String? { if case .string(let text)? = raw[name] { text } else { nil } }

    var record = MRCRecord()
    record.raw = raw
    record.acquisition.instrument = text("Microscope type")
    record.acquisition.detector = text("STEM Detector name") ?? text("Camera name")
    record.acquisition.date = number("Timestamp").flatMap { date(days: $0) }
    record.acquisition.voltage = positive("HT").map { $0 / 1000 }
    record.acquisition.magnification = positive("Magnification")
    record.acquisition.cameraLength = positive("Camera length").map { $0 * 1000 }
    record.acquisition.exposure = positive("Integration time")
    record.acquisition.dwellTime = positive("Dwell time")
    record.acquisition.dose = positive("Dose").map { $0 * 1e-18 }
    record.acquisition.defocus = number("Defocus").map { $0 * 1e9 }
    record.acquisition.tiltAlpha = number("Alpha tilt")
    record.acquisition.tiltBeta = number("Beta tilt")
    // Bit 25 of the first mask is for this field: 1 TEM, 2 STEM.
    record.acquisition.mode =
      fields.int32(8) >> 25 & 1 != 0 ? [1: "TEM", 2: "STEM"][fields.int32(244)] : nil
    if let x = positive("Pixel size X"), let y = positive("Pixel size Y") { record.pixelSize = (x, y) }
    return record
  }

  /// The date of a number of days since the end of 1899, local time.
  private static func date(days: Double) -> String? {
    guard days > 25569, days < 200_000 else { return nil }
    // 25569 days to the beginning of 1970.
    return CivilDate.iso8601(secondsSince1970: Int(((days - 25569) * 86400).rounded()))
  }
}
