import CTIFF
import Imaging

/// Finds the pixel size of a TIFF page.
enum TIFFCalibration {
  /// Pixels per unit along x and y, as the tags give them.
  struct Resolution {
    var x: Double?
    var y: Double?
    /// The ResolutionUnit tag: 1 none, 2 inch, 3 cm.
    var unit: Int
  }

  /// Above this many nm a pixel size from the resolution tags is taken for a printer's: 72, 96, 300 dpi.
  static let largestPixel = 1000.0

  /// The calibration, or none and the reason in one line.
  ///
  /// The order in which sources are trusted: the vendors' tags and documents, in the order given; ImageJ's description;
  /// the resolution tags. Where two of them differ by more than 0.1 %, the first is taken and a note says so.
  static func find(
    vendors: [TIFFVendorRecord], description: ImageJDescription?, resolution: Resolution
  ) -> (calibration: Calibration, note: String?) {
    let other = description.flatMap { imageJ($0, resolution) } ?? tags(resolution, description)
    let claims = vendors.flatMap(\.claims) + [other.claim]
    let reasons = vendors.map(\.reason) + [other.reason]
    return PixelSizeClaim.calibration(
      claims, otherwise: reasons.lazy.compactMap(\.self).first ?? "no calibration in the file")
  }

  /// What ImageJ's description makes of the resolution tags; nil when it names no unit that is known.
  private static func imageJ(
    _ description: ImageJDescription, _ resolution: Resolution
  ) -> (claim: PixelSizeClaim?, reason: String?)? {
    let unit = (description.fields["unit"] ?? "").oneLine(limit: 20)
    guard let (_, factor) = LengthUnit.known(unit) else { return nil }
    guard let pixels = pixelSize(resolution, factor),
      let claim = PixelSizeClaim(
        tag: "ImageJ description", x: pixels.x / factor, y: pixels.y / factor, unitName: unit)
    else { return (nil, "ImageJ's description says \(unit), but the file gives no resolution") }
    // A unit beyond the µm is a ruler or a printer, unless the pixel is small.
    guard factor <= 1e3 || pixels.x < largestPixel else {
      return (nil, "its pixels are \(shortest(pixels.x * 1e-6)) mm wide, which is no micrograph's")
    }
    return (claim, nil)
  }

  /// What the resolution tags say by themselves.
  private static func tags(
    _ resolution: Resolution, _ description: ImageJDescription?
  ) -> (claim: PixelSizeClaim?, reason: String?) {
    let factor =
      switch Int32(resolution.unit) {
      case RESUNIT_INCH: 2.54e7
      case RESUNIT_CENTIMETER: 1e7
      default: 0.0
      }
    guard factor > 0, let pixels = pixelSize(resolution, factor) else {
      let unit = (description?.fields["unit"] ?? "").oneLine(limit: 20)
      return (nil, unit.isEmpty || unit.hasPrefix("pixel") ? nil : "the unit is \(unit)")
    }
    guard max(pixels.x, pixels.y) < largestPixel else {
      let dots = shortest((2.54e7 / pixels.x * 100).rounded() / 100)
      return (nil, "no calibration in the file: its \(dots) dpi are for printing")
    }
    return (PixelSizeClaim(tag: "XResolution", x: pixels.x, y: pixels.y, unitName: "nm"), nil)
  }

  /// The pixel's width and height from pixels per unit; one that is missing is as the other.
  private static func pixelSize(_ resolution: Resolution, _ factor: Double) -> (x: Double, y: Double)? {
    func size(_ perUnit: Double?) -> Double? {
      guard let perUnit, perUnit.isFinite, perUnit > 0 else { return nil }
      let size = factor / perUnit
      return Calibration.pixelSizes.contains(size) ? size : nil
    }
    let (width, height) = (size(resolution.x), size(resolution.y))
    guard let one = width ?? height else { return nil }
    return (width ?? one, height ?? one)
  }

  private static func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
