import Imaging

/// FEI's scanning and dual-beam microscopes: an INI text in tag 34680 (S-FEG, Quanta) or 34682 (Helios and later).
///
/// Lengths are in m, angles in radians, voltages in V. The width of a pixel is `PixelWidth` of the section `Scan`, or
/// that of the beam's own section (`EScan`, `IScan`), or the beam's field of view over the image's columns. The last
/// `DatabarHeight` rows of the picture are a data bar.
enum FEITags {
  static func record(_ page: TIFFVendorPage) -> TIFFVendorRecord? {
    guard let values = page.entries.values(34682) ?? page.entries.values(34680), values.kind.byteCount == 1
    else {
      return nil
    }
    let text = INIText(values.text)
    guard !text.sections.isEmpty else { return nil }
    var record = TIFFVendorRecord(name: "FEI", raw: .group(text.metadata))
    let beam = text.text("Beam", "Beam") ?? "EBeam"
    let scan = text.text("Beam", "Scan") ?? "EScan"
    record.claims = [claim(text, scan: scan, beam: beam)]
    record.reason = "the FEI tag gives no pixel size"

    var acquisition = Acquisition()
    acquisition.instrument = text.text("System", "SystemType")
    acquisition.detector = text.text("Detectors", "Name")
    acquisition.title = text.text("User", "UserText")
    acquisition.voltage = (text.number("Beam", "HV") ?? text.number(beam, "HV")).map { $0 / 1000 }
    acquisition.dwellTime = text.number("Scan", "Dwelltime") ?? text.number(scan, "Dwell")
    acquisition.exposure = text.number("Scan", "FrameTime") ?? text.number(scan, "FrameTime")
    acquisition.tiltAlpha = text.number("Stage", "StageT").map { $0 * 180 / .pi }
    acquisition.date = text.text("PrivateFei", "TimeOfCreation").flatMap { DateText.iso(dayFirst: $0) }
    record.acquisition = acquisition

    if let height = text.number("PrivateFei", "DatabarHeight"), height >= 1, height < Double(page.rows) {
      let last = page.rows - Int(height)
      record.notes.append("its data bar begins below row \(last): crop { rows = \(last) } keeps the image")
    }
    return record
  }

  private static func claim(_ text: INIText, scan: String, beam: String) -> PixelSizeClaim? {
    for section in ["Scan", scan] {
      if let x = text.number(section, "PixelWidth") {
        let y = text.number(section, "PixelHeight") ?? x
        if let claim = PixelSizeClaim(tag: "FEI \(section).PixelWidth", x: x, y: y, unitName: "m") {
          return claim
        }
      }
    }
    guard let width = text.number(beam, "HFW"), let columns = text.number("Image", "ResolutionX") else {
      return nil
    }
    let x = width / columns
    let y =
      text.number(beam, "VFW").flatMap { height in text.number("Image", "ResolutionY").map { height / $0 } }
      ?? x
    return PixelSizeClaim(tag: "FEI \(beam).HFW", x: x, y: y, unitName: "m")
  }
}
