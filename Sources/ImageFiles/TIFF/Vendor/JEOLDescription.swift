import Imaging
import Markup

/// JEOL's SightX: an XML document of the root `TemReporter` in the ImageDescription.
///
/// It gives no pixel size, but the magnification and the resolution of the picture, `PixelsPerMeter`, as if it were
/// magnified that much: a pixel is 1 / (pixels per metre × magnification) wide. For diffraction the selector is the
/// camera length L, and a pixel 1 / (pixels per metre × L × wavelength). (The resolution tags hold the same resolution
/// rounded to whole dots per inch, half a per cent off, and are not taken.) Of scanned pictures no scale is known.
enum JEOLDescription {
  static func record(_ page: TIFFVendorPage) -> TIFFVendorRecord? {
    guard let text = page.description, text.contains("<TemReporter"), page.make?.hasPrefix("JEOL") != false
    else {
      return nil
    }
    guard let root = XMLElement(parsing: text), root.localName == "TemReporter" else {
      var record = TIFFVendorRecord(name: "JEOL", raw: .group([:]))
      record.reason = "JEOL's XML description is damaged or cut off"
      return record
    }
    var record = TIFFVendorRecord(name: "JEOL", raw: root.metadata)
    let optics = root.first("ImageFormingSystem")
    let mode = optics?.first("ModeString")?.text ?? ""
    let isScanning = root.first("Eos", "EosMode")?.text != "eosTEM"
    let selector = optics?.number("SelectorValue")
    let voltage = root.number("ElectronGun", "AccelerationVoltage")

    var acquisition = Acquisition()
    acquisition.instrument = root.first("Instruments")?.text
    acquisition.detector = root.first("ImageSourceDetector")?.text
    acquisition.date = root.first("DateTime")?.text
    acquisition.title = root.first("Comment")?.text
    acquisition.mode = isScanning ? "STEM" : mode == "DIFF" ? "TEM diffraction" : "TEM"
    acquisition.voltage = voltage.map { $0 / 1000 }

    let perMetre = root.first("Measurement", "MeasurementFormat", "DrawImageInformation", "PixelsPerMeter")
    let (x, y) = (perMetre?.number("Horizontal"), perMetre?.number("Vertical"))
    record.reason =
      "JEOL's XML gives no scale of \(isScanning ? "scanned pictures" : "this mode (\(mode.oneLine(limit: 20)))")"
    if !isScanning, let selector, selector > 0, let x, let y {
      if mode.hasSuffix("MAG") {
        acquisition.magnification = selector
        record.claims = [
          PixelSizeClaim(
            tag: "JEOL magnification", x: 1 / (x * selector), y: 1 / (y * selector), unitName: "m")
        ]
      } else if mode == "DIFF", let voltage, let wavelength = wavelength(voltage),
        let unit = optics?.first("SelectorUnitString")?.text, let nanometres = LengthUnit.nanometres(unit)
      {
        let length = selector * nanometres * 1e-9
        acquisition.cameraLength = length * 1000
        let scale = length * wavelength
        record.claims = [
          PixelSizeClaim(tag: "JEOL camera length", x: 1 / (x * scale), y: 1 / (y * scale), unitName: "1/m")
        ]
      }
    }
    record.acquisition = acquisition
    return record
  }

  /// The relativistic wavelength in m of electrons accelerated by `volts`; nil where that is no microscope's voltage.
  ///
  /// h / √(2 m e U (1 + e U / 2 m c²)); CODATA 2018.
  static func wavelength(_ volts: Double) -> Double? {
    guard (100...1e7).contains(volts) else { return nil }
    let (planck, mass, charge, light) = (
      6.626_070_15e-34, 9.109_383_7015e-31, 1.602_176_634e-19, 299_792_458.0
    )
    let energy = charge * volts
    return planck / (2 * mass * energy * (1 + energy / (2 * mass * light * light))).squareRoot()
  }
}
