import Imaging

/// Olympus Soft Imaging Solutions (iTEM, analySIS): tag 33560 says where a structure begins that lists others; the
/// one of kind 1 has the pixel size.
///
/// No specification is public. What is known of it, all little-endian: `SIS0`, 6 bytes, five 16-bit numbers for minute,
/// hour, day, month - 1 and year - 1900, 6 bytes, a name of 32 bytes and how many structures follow; of each its kind,
/// a number and its place. In the structure of kind 1 byte 10 has a power of ten, bytes 12 and 20 the pixel's width
/// and height in m over that power, byte 36 the magnification and byte 46 the camera's name.
enum OlympusTag {
  static func record(_ page: TIFFVendorPage) -> TIFFVendorRecord? {
    guard let place = page.entries.values(33560)?.integer,
      let head = page.entries.bytes(at: place, count: 60),
      head.starts(with: Array("SIS0".utf8))
    else { return nil }
    func short(_ bytes: [UInt8], _ offset: Int) -> Int {
      Int(Int16(truncatingIfNeeded: TIFFEntries.integer(bytes[offset..<offset + 2], .littleEndian)))
    }
    func double(_ bytes: [UInt8], _ offset: Int) -> Double {
      let bits = TIFFEntries.integer(bytes[offset..<offset + 8], .littleEndian)
      return Double(bitPattern: UInt64(bitPattern: Int64(bits)))
    }
    var raw: Metadata = [:]
    var record = TIFFVendorRecord(name: "Olympus", raw: .group([:]))
    record.reason = "the Olympus tag gives no pixel size"
    record.acquisition.date = DateText.iso(
      short(head, 18) + 1900, short(head, 16) + 1, short(head, 14), [short(head, 12), short(head, 10)])
    record.acquisition.title = TIFFValues.text(head[26..<58].prefix { $0 != 0 })

    let count = max(0, min(short(head, 58), 256))
    for index in 0..<count {
      guard let link = page.entries.bytes(at: place + 60 + 8 * index, count: 8) else { break }
      let target = TIFFEntries.integer(link[4..<8], .littleEndian)
      guard short(link, 0) == 1, let part = page.entries.bytes(at: target, count: 112) else { continue }
      let (power, x, y) = (short(part, 10), double(part, 12), double(part, 20))
      guard (-30...30).contains(power) else { continue }
      let unit = Double.pow(10, power)
      record.claims.append(PixelSizeClaim(tag: "OlympusSIS", x: x * unit, y: y * unit, unitName: "m"))
      let magnification = double(part, 36)
      if magnification > 0 { record.acquisition.magnification = magnification }
      record.acquisition.detector = TIFFValues.text(part[46..<80].prefix { $0 != 0 })
      raw = [
        "pixel_width": .number(x * unit), "pixel_height": .number(y * unit),
        "magnification": .number(magnification),
      ]
    }
    record.raw = .group(raw)
    return record
  }
}
