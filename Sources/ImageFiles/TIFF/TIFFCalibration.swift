import CTIFF
import Imaging

/// Finds the pixel size of a TIFF in ImageJ's description or in the resolution tags.
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
  static func find(
    description: ImageJDescription?, resolution: Resolution
  ) -> (calibration: Calibration, note: String?) {
    let unit = (description?.fields["unit"] ?? "").oneLine(limit: 20)
    if let (known, factor) = LengthUnit.known(unit) {
      guard let pixels = pixelSize(resolution, x: factor, y: factor) else {
        return (.none, missing("ImageJ's description says \(unit), but the file gives no resolution"))
      }
      // A unit beyond the µm is a ruler or a printer, unless the pixel is small.
      guard factor <= 1e3 || pixels.x < largestPixel else {
        return (
          .none, missing("its pixels are \(shortest(pixels.x * 1e-6)) mm wide, which is no micrograph's")
        )
      }
      return (calibration(pixels, known, "ImageJ description"), nil)
    }
    let factor =
      switch Int32(resolution.unit) {
      case RESUNIT_INCH: 2.54e7
      case RESUNIT_CENTIMETER: 1e7
      default: 0.0
      }
    guard factor > 0, let pixels = pixelSize(resolution, x: factor, y: factor) else {
      let reason =
        unit.isEmpty || unit.hasPrefix("pixel") ? "no calibration in the file" : "the unit is \(unit)"
      return (.none, missing(reason))
    }
    guard max(pixels.x, pixels.y) < largestPixel else {
      let dots = shortest((2.54e7 / pixels.x * 100).rounded() / 100)
      return (.none, missing("no calibration in the file: its \(dots) dpi are for printing"))
    }
    return (calibration(pixels, .nanometres, "XResolution"), nil)
  }

  private static func missing(_ reason: String) -> String {
    "\(reason); lengths are in pixels until pixel_size is given"
  }

  private static func calibration(
    _ pixels: (x: Double, y: Double), _ unit: Calibration.Unit, _ tag: String
  ) -> Calibration {
    Calibration(pixelSizeX: pixels.x, pixelSizeY: pixels.y, unit: unit, source: .tag(tag))
  }

  /// The pixel's width and height from pixels per unit; one that is missing is as the other.
  private static func pixelSize(
    _ resolution: Resolution, x: Double, y: Double
  ) -> (x: Double, y: Double)? {
    func size(_ perUnit: Double?, _ factor: Double) -> Double? {
      guard let perUnit, perUnit.isFinite, perUnit > 0 else { return nil }
      let size = factor / perUnit
      return Calibration.pixelSizes.contains(size) ? size : nil
    }
    let (width, height) = (size(resolution.x, x), size(resolution.y, y))
    guard let one = width ?? height else { return nil }
    return (width ?? one, height ?? one)
  }

  private static func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
