import Imaging
import Numerics

/// A length of 1, 2 or 5 × 10^n units, between a seventh and a third of an image's width.
package struct ScaleBar: Hashable, Sendable {
  /// Length in columns of the image.
  package let columns: Double
  /// Length with its unit, `"5 nm"`, `"200 px"`, `"2 nm⁻¹"`.
  package let label: String

  /// The bar for an image of so many columns; nil when the image has no pixel's length to show.
  package init?(columns: Int, calibration: Calibration) {
    let goal = 0.22 * Double(columns) * calibration.pixelSizeX
    guard goal.isFinite, goal > 0 else { return nil }
    let decade = Int(Double.log10(goal).rounded(.down))
    var best = (factor: 1, exponent: decade)
    var bestDistance = Double.infinity
    for factor in [1, 2, 5, 10] {
      let distance = abs(Double.log10(Double(factor)) + Double(decade) - Double.log10(goal))
      if distance < bestDistance {
        bestDistance = distance
        best = factor == 10 ? (1, decade + 1) : (factor, decade)
      }
    }
    if calibration.unit == .pixels, best.exponent < 0 { return nil }
    let length = Double(best.factor) * Double.pow(10, Double(best.exponent))
    self.columns = length / calibration.pixelSizeX
    label = Self.label(best.factor, exponent: best.exponent, unit: calibration.unit)
  }

  private static func label(_ factor: Int, exponent: Int, unit: Calibration.Unit) -> String {
    let (shift, name) =
      switch unit {
      case .nanometres where exponent >= 6: (-6, "mm")
      case .nanometres where exponent >= 3: (-3, "µm")
      case .nanometres where exponent < -1: (3, "pm")
      case .nanometres: (0, "nm")
      case .pixels: (0, "px")
      case .perNanometre: (0, "nm⁻¹")
      case .perPixel: (0, "px⁻¹")
      }
    return decimalText(factor, exponent: exponent + shift) + " " + name
  }
}
