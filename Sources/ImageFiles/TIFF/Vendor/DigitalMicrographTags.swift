import Imaging

/// TIFFs that DigitalMicrograph has exported: the axes' units as texts in tags 65003 (x), 65004 (y), 65005 (pages),
/// their steps as doubles in 65009, 65010, 65011. Tag 65027 holds the image's tags as a DM4 file has them.
///
/// Falcon's and K3's EER files use the same tags for something else, and no doubles in them.
enum DigitalMicrographTags {
  static func record(_ page: TIFFVendorPage) -> TIFFVendorRecord? {
    let entries = page.entries
    guard let width = entries.values(65009, limit: 8), width.kind == .double, let x = width.number,
      let height = entries.values(65010, limit: 8), height.kind == .double, let y = height.number
    else { return nil }
    let units = (Int32(65003)...65005).map { entries.values($0, limit: 256)?.text ?? "" }
    var raw: Metadata = [
      "x_step": .number(x), "y_step": .number(y), "x_unit": .string(units[0]), "y_unit": .string(units[1]),
    ]
    let numbers: [(Int32, String)] = [
      (65006, "x_origin"), (65007, "y_origin"), (65008, "page_origin"), (65011, "page_step"),
      (65024, "value_origin"),
      (65025, "value_step"),
    ]
    for (tag, name) in numbers {
      if let number = entries.values(tag, limit: 8)?.number { raw[name] = .number(number) }
    }
    if !units[2].isEmpty { raw["page_unit"] = .string(units[2]) }

    var record = TIFFVendorRecord(name: "DigitalMicrograph", raw: .group(raw))
    if let tags = tags(entries), case .group(let fields)? = DMTag.group(tags).metadata {
      raw["ImageTags"] = .group(fields)
      record.raw = .group(raw)
      record.acquisition = Acquisition(tags, name: nil)
    }
    if units[0] == units[1] {
      record.claims = [PixelSizeClaim(tag: "DigitalMicrograph 65009", x: x, y: y, unitName: units[0])]
    }
    if !units[0].isEmpty {
      record.reason =
        units[0] == units[1]
        ? "DigitalMicrograph's unit is \(units[0].oneLine(limit: 20))"
        : "DigitalMicrograph's units are \(units[0].oneLine(limit: 20)) and \(units[1].oneLine(limit: 20))"
    }
    if let step = entries.values(65011, limit: 8)?.number, step > 0 {
      record.interval = TimeUnit.seconds(units[2]).map { $0 * step }
    }
    return record
  }

  private static func tags(_ entries: TIFFEntries) -> DMGroup? {
    guard let values = entries.values(65027), values.kind.byteCount == 1, values.bytes.count > 24 else {
      return nil
    }
    return try? DMTagParser.root(of: InputFile(path: "tag 65027", bytes: Array(values.bytes))).tags
  }
}
