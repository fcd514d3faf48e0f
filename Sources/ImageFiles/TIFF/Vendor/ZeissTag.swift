import Imaging

/// Zeiss' scanning microscopes: tag 34118, a block of numbers without names, then names and values in turns of lines:
/// `AP_MAG`, `Mag =  50.00 K X`.
///
/// The fourth of the numbers is the size in m that a pixel has when the scan is 1024 pixels wide, to seven digits. It
/// is scaled to the image's own width, and taken where the rounded texts agree to 1 % (`AP_IMAGE_PIXEL_SIZE`, or
/// `AP_WIDTH` over the columns); else the texts decide.
enum ZeissTag {
  static func record(_ page: TIFFVendorPage) -> TIFFVendorRecord? {
    guard let values = page.entries.values(34118), values.kind.byteCount == 1 else { return nil }
    let lines = values.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let fields = named(lines)
    guard !fields.isEmpty else { return nil }
    let numbers = lines.prefix { Double($0) != nil }.prefix(64).compactMap { Double($0) }
    var raw: Metadata = fields.mapValues { .string($0.text) }
    raw["numbers"] = .list(numbers.map { .number($0) })

    var record = TIFFVendorRecord(name: "Zeiss", raw: .group(raw))
    record.claims = [claim(fields, numbers, columns: page.columns)]
    record.reason = "the Zeiss tag gives no pixel size"
    func number(_ name: String, _ factors: [String: Double]) -> Double? {
      guard let (value, unit) = fields[name]?.quantity, let factor = factors[unit] else { return nil }
      return value * factor
    }
    var acquisition = Acquisition()
    acquisition.instrument = fields["SV_SERIAL_NUMBER"]?.value
    acquisition.detector = fields["DP_DETECTOR_CHANNEL"]?.value
    acquisition.title = fields["SV_USER_TEXT"]?.value
    acquisition.voltage =
      number("AP_ACTUALKV", ["kV": 1, "V": 1e-3]) ?? number("AP_MANUALKV", ["kV": 1, "V": 1e-3])
    acquisition.magnification = number("AP_MAG", ["X": 1, "K X": 1e3, "M X": 1e6])
    let times = [
      "ns": 1e-9, "µs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1, "Secs": 1, "Mins": 60, "Hours": 3600,
    ]
    acquisition.dwellTime = number("DP_DWELL_TIME", times)
    acquisition.exposure = number("AP_FRAME_TIME", times)
    acquisition.tiltAlpha = number("AP_STAGE_AT_T", ["°": 1])
    if let date = fields["AP_DATE"]?.text {
      acquisition.date = DateText.iso(namedMonth: date, time: fields["AP_TIME"]?.text ?? "")
    }
    record.acquisition = acquisition
    return record
  }

  private static func claim(_ fields: [String: Field], _ numbers: [Double], columns: Int) -> PixelSizeClaim? {
    func length(_ name: String) -> Double? {
      guard let (value, unit) = fields[name]?.quantity, let factor = LengthUnit.nanometres(unit) else {
        return nil
      }
      return value * factor
    }
    let rounded = length("AP_IMAGE_PIXEL_SIZE") ?? length("AP_WIDTH").map { $0 / Double(columns) }
    if numbers.count > 3 {
      let exact = numbers[3] * 1e9 * 1024 / Double(columns)
      let agrees = rounded.map { abs(exact / $0 - 1) < 0.01 } ?? true
      if agrees, let claim = PixelSizeClaim(tag: "CZ_SEM", x: exact, y: exact, unitName: "nm") {
        return claim
      }
    }
    return rounded.flatMap { PixelSizeClaim(tag: "CZ_SEM", x: $0, y: $0, unitName: "nm") }
  }

  /// A line of the second kind: `Mag =  50.00 K X`.
  private struct Field {
    var text: String

    /// What follows the `=`.
    var value: String? {
      guard let equals = text.firstIndex(of: "=") else { return nil }
      let value = TIFFValues.text(Array(text[text.index(after: equals)...].utf8))
      return value.isEmpty ? nil : value
    }

    /// The number after the `=`, and its unit.
    var quantity: (value: Double, unit: String)? {
      guard let value else { return nil }
      let parts = value.split(separator: " ", maxSplits: 1)
      guard let first = parts.first, let number = Double(first), number.isFinite else { return nil }
      return (number, parts.count > 1 ? TIFFValues.text(Array(parts[1].utf8)) : "")
    }
  }

  private static func named(_ lines: [Substring]) -> [String: Field] {
    var fields: [String: Field] = [:]
    var name: String?
    for line in lines {
      let text = TIFFValues.text(Array(line.utf8))
      if let known = name {
        fields[known] = Field(text: text)
        name = nil
      } else if ["AP_", "DP_", "SV_"].contains(where: text.hasPrefix) {
        name = text
      }
    }
    return fields
  }
}
