import Imaging
import Numerics

/// What a map stores of a peak's position: radius and angle around one reflection, and their 1σ.
package struct PeakGeometry: Sendable {
  private let width, height: Double
  /// The reflection's g, of any length, and its angle in degrees.
  private let gx, gy, angle: Double

  package struct Values {
    /// FFT pixels.
    package let radius, radiusSigma: Double
    /// Degrees; within 90 of the reflection's own angle.
    package let angle, angleSigma: Double
  }

  package init(_ reflection: Reflection, calibration: Calibration) {
    (width, height) = (calibration.pixelSizeX, calibration.pixelSizeY)
    (gx, gy, angle) = (reflection.gx, reflection.gy, reflection.angle)
  }

  package func values(of peak: WindowPeak) -> Values {
    let (dy, dx) = (peak.row, peak.column)
    let square = dy * dy + dx * dx
    // N g of the peak. The turn from the reflection's to it is known but for the sense of g: tan φ = cross / dot.
    let (x, y) = (dx / width, -dy / height)
    let (cross, dot) = (gx * y - gy * x, gx * x + gy * y)
    let turn = cross == 0 ? 0 : Double.atan(cross / dot)
    // dφ = (gx dgy - gy dgx) / |g|².
    let across = peak.covariance.variance(along: -x / height, -y / width)
    return Values(
      radius: square.squareRoot(),
      radiusSigma: (peak.covariance.variance(along: dy, dx) / square).squareRoot(),
      angle: angle + turn * (180 / .pi),
      angleSigma: across.squareRoot() / (x * x + y * y) * (180 / .pi))
  }
}
