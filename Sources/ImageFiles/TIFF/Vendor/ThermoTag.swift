import Imaging
import Markup

/// Thermo Fisher's newer programs: an XML document in tag 34683, whose root is `Metadata` or `FeiImage`.
///
/// `Metadata` gives `BinaryResult/PixelSize/X` and `Y` with their unit as attributes (`1/m` for diffraction),
/// voltages in V, times in s, tilts in radians. `FeiImage` gives `pixelWidth` and `pixelHeight` in the same manner.
enum ThermoTag {
  static func record(_ page: TIFFVendorPage) -> TIFFVendorRecord? {
    guard let values = page.entries.values(34683), values.kind.byteCount == 1,
      let root = XMLElement(parsing: Array(values.bytes.prefix { $0 != 0 }))
    else { return nil }
    var record = TIFFVendorRecord(name: "Thermo", raw: root.metadata)
    record.reason = "Thermo's XML gives no pixel size"
    record.claims = [
      claim(
        "Thermo BinaryResult.PixelSize", root.first("BinaryResult", "PixelSize", "X"),
        root.first("BinaryResult", "PixelSize", "Y")),
      claim("Thermo pixelWidth", root.first("pixelWidth"), root.first("pixelHeight")),
    ]
    var acquisition = Acquisition()
    let parts = ["Manufacturer", "InstrumentClass", "InstrumentModel"].compactMap { name in
      root.first("Instrument", name)?.text
    }
    acquisition.instrument = parts.filter { !$0.isEmpty }.joined(separator: " ")
    acquisition.detector = root.first("BinaryResult", "Detector")?.text
    acquisition.date = root.first("Acquisition", "AcquisitionStartDatetime")?.text
    acquisition.voltage = root.number("Optics", "AccelerationVoltage").map { $0 / 1000 }
    acquisition.dwellTime = root.number("ScanSettings", "DwellTime")
    acquisition.cameraLength = root.number("Optics", "CameraLength").map { $0 * 1000 }
    acquisition.tiltAlpha = root.number("StageSettings", "StagePosition", "Tilt", "Alpha").map {
      $0 * 180 / .pi
    }
    acquisition.tiltBeta = root.number("StageSettings", "StagePosition", "Tilt", "Beta").map {
      $0 * 180 / .pi
    }
    record.acquisition = acquisition
    return record
  }

  private static func claim(_ tag: String, _ x: XMLElement?, _ y: XMLElement?) -> PixelSizeClaim? {
    guard let x, let width = Double(x.text) else { return nil }
    // The prefix is a factor: 1 for the unit itself.
    let prefix = x.attributes["unitPrefixPower"].flatMap { Double($0) } ?? 1
    let height = y.flatMap { Double($0.text) } ?? width
    return PixelSizeClaim(
      tag: tag, x: width * prefix, y: height * prefix, unitName: x.attributes["unit"] ?? "m")
  }
}
