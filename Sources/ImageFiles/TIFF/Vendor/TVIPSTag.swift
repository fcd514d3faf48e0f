import Imaging

/// TVIPS' cameras (EM-MENU): tag 37706 says where a structure of the version 1 or 2 begins.
///
/// Version 2 has the pixel size in nm and everything else in plain units. Version 1 has the camera's own pixels only,
/// so that the resolution tags, which EM-MENU writes right, give the pixel size.
enum TVIPSTag {
  static func record(_ page: TIFFVendorPage) -> TIFFVendorRecord? {
    guard let place = page.entries.values(37706)?.integer, let version = number(page, place, 0) else {
      return nil
    }
    switch version {
    case 1:
      return page.entries.bytes(at: place, count: 244).map {
        first(Fields(bytes: $0, order: page.entries.order))
      }
    case 2:
      // Its last four bytes tell whether it is whole.
      guard let bytes = page.entries.bytes(at: place, count: 6312), bytes.suffix(4).allSatisfy({ $0 == 0xAA })
      else {
        return nil
      }
      return second(Fields(bytes: bytes, order: page.entries.order))
    default: return nil
    }
  }

  private static func number(_ page: TIFFVendorPage, _ place: Int, _ offset: Int) -> Int? {
    page.entries.bytes(at: place, count: 4).map {
      Fields(bytes: $0, order: page.entries.order).integer(offset)
    }
  }

  /// The structure's fields by their byte.
  private struct Fields {
    let bytes: [UInt8]
    let order: ByteOrder

    func integer(_ offset: Int) -> Int {
      Int(Int32(truncatingIfNeeded: TIFFEntries.integer(bytes[offset..<offset + 4], order)))
    }
    func float(_ offset: Int) -> Double {
      Double(
        Float(bitPattern: UInt32(truncatingIfNeeded: TIFFEntries.integer(bytes[offset..<offset + 4], order))))
    }
    /// UTF-16, up to the first 0.
    func text(_ offset: Int, _ count: Int) -> String {
      let units = stride(from: offset, to: offset + count, by: 2).map {
        UInt16(truncatingIfNeeded: TIFFEntries.integer(bytes[$0..<$0 + 2], order))
      }
      return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
    }
  }

  private static func first(_ fields: Fields) -> TIFFVendorRecord {
    var record = TIFFVendorRecord(
      name: "TVIPS",
      raw: .group([
        "Version": .number(1), "HighTension": .number(Double(fields.integer(84))),
        "Magnification": .number(Double(fields.integer(96))), "Binning": .number(Double(fields.integer(180))),
      ]))
    record.acquisition.date = date(fields.integer(224), fields.integer(228))
    return record
  }

  private static func second(_ fields: Fields) -> TIFFVendorRecord {
    let (x, y) = (fields.float(2968), fields.float(2972))
    let texts = [
      "ImageName": fields.text(244, 160), "ImageFolder": fields.text(404, 160),
      "Comment": fields.text(592, 1024),
      "ImageHistory": fields.text(1616, 1024), "TemType": fields.text(3112, 160),
      "CameraType": fields.text(3768, 160), "FlatfieldDescription": fields.text(3964, 160),
    ]
    let numbers = [
      "Version": 2.0, "PixelSizeX": x, "PixelSizeY": y, "TemHighTension": fields.float(3272),
      "TemMode": Double(fields.integer(3532)), "TemMagnification": fields.float(3536),
      "TemMagnificationCorrection": fields.float(3540), "PostMagnification": fields.float(3544),
      "PhysicalPixelSizeX": fields.float(3928), "PhysicalPixelSizeY": fields.float(3932),
      "BinningX": Double(fields.integer(3944)), "BinningY": Double(fields.integer(3948)),
      "ExposureTime": fields.float(3952), "Gain": fields.float(3956), "Dose": fields.float(4128),
    ]
    var raw: Metadata = numbers.mapValues { .number($0) }
    for (name, text) in texts where !text.isEmpty { raw[name] = .string(text) }
    raw["TemStagePosition"] = .list((0..<5).map { .number(fields.float(3552 + 4 * $0)) })

    var record = TIFFVendorRecord(name: "TVIPS", raw: .group(raw))
    record.claims = [PixelSizeClaim(tag: "TVIPS PixelSizeX", x: x, y: y, unitName: "nm")]
    func positive(_ value: Double) -> Double? { value > 0 ? value : nil }
    var acquisition = Acquisition()
    acquisition.instrument = texts["TemType"]
    acquisition.detector = texts["CameraType"]
    acquisition.title = texts["ImageName"]
    acquisition.date = date(fields.integer(584), fields.integer(588))
    acquisition.voltage = positive(fields.float(3272)).map { $0 / 1000 }
    acquisition.magnification = positive(fields.float(3536))
    acquisition.exposure = positive(fields.float(3952)).map { $0 / 1000 }
    record.acquisition = acquisition
    return record
  }

  /// Year, month and day in the bytes of a number, and seconds of the day.
  private static func date(_ date: Int, _ seconds: Int) -> String? {
    DateText.iso(
      date >> 16 & 0xFFFF, date >> 8 & 0xFF, date & 0xFF,
      [seconds / 3600, seconds / 60 % 60, seconds % 60])
  }
}
