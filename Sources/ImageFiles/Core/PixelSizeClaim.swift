import Imaging

/// A pixel size as one place in a file gives it.
struct PixelSizeClaim {
  /// The place by name: `"XResolution"`.
  var tag: String
  /// Width and height of a pixel in ``unit``.
  var x: Double
  var y: Double
  var unit: Calibration.Unit

  /// Width and height of a pixel in the unit named; nil when the unit is no length (or 1 over one), or a number no
  /// pixel's size. A negative size is that of a reversed axis.
  init?(tag: String, x: Double, y: Double, unitName: String) {
    guard let (unit, factor) = LengthUnit.known(unitName) else { return nil }
    let (width, height) = (abs(x) * factor, abs(y) * factor)
    guard Calibration.pixelSizes.contains(width), Calibration.pixelSizes.contains(height) else { return nil }
    (self.tag, self.x, self.y, self.unit) = (tag, width, height, unit)
  }

  private var calibration: Calibration {
    Calibration(pixelSizeX: x, pixelSizeY: y, unit: unit, source: .tag(tag))
  }

  private func contradicts(_ other: PixelSizeClaim) -> Bool {
    unit != other.unit || abs(x / other.x - 1) > 1e-3 || abs(y / other.y - 1) > 1e-3
  }

  private var text: String {
    let (width, height) = (NumberFormat.compact(x), NumberFormat.compact(y))
    return "\(tag) says \(width)\(width == height ? "" : " × \(height)") \(unit.rawValue)"
  }

  /// The calibration that the first claim makes, and what is odd about it: another claim that differs by more than
  /// 0.1 %, or `reason` when there is no claim.
  static func calibration(
    _ claims: [PixelSizeClaim?], otherwise reason: String = "no calibration in the file"
  ) -> (calibration: Calibration, note: String?) {
    let claims = claims.compactMap(\.self)
    guard let first = claims.first else {
      return (.none, "\(reason); lengths are in pixels until pixel_size is given")
    }
    guard let other = claims.dropFirst().first(where: { $0.contradicts(first) }) else {
      return (first.calibration, nil)
    }
    return (first.calibration, "\(first.text) per pixel, but \(other.text); the former is taken")
  }
}
