import Imaging
import Lattice
import Numerics

/// The strain that was put into a simulated image, at the centre of each pixel, relative to the unstrained lattice of the
/// pixel's own grain; missing outside the particle. Fractions and degrees; definition "spacing".
public struct StrainTruth: Sendable {
  public var exx, eyy, exy, rotation: Image
}

extension ParticleSimulation {
  /// How the lattice before deformation is reached from the image: the derivatives of the old place by the new one.
  ///
  /// Old places are (X(x - u_x), y - u_y), with X of ``StrainedLattice``.
  func placement(row: Int, column: Int, x: Double) -> (xx: Double, xy: Double, yx: Double, yy: Double) {
    guard let displacement else { return (1 / (1 + lattice.expansion(x: x)), 0, 0, 1) }
    let e = displacement.distortion(row: row, column: column, pixelSize: pixelSize)
    let scale = 1 / (1 + lattice.expansion(x: x - displacement.x[row * size + column]))
    return (scale * (1 - e.xx), -scale * e.xy, -e.yx, 1 - e.yy)
  }

  /// - Parameters:
  ///   - particle: Where there is a truth.
  ///   - goOn: Throws when cancelled.
  func strainTruth(
    _ particle: [Bool], _ calibration: Calibration, _ goOn: () throws -> Void
  ) rethrows -> StrainTruth {
    var planes = [[Float]](repeating: [Float](repeating: .nan, count: size * size), count: 4)
    for row in 0..<size {
      try goOn()
      for column in 0..<size where particle[row * size + column] {
        let J = placement(row: row, column: column, x: position(column))
        // F = J⁻¹.
        let determinant = J.xx * J.yy - J.xy * J.yx
        let F = (
          xx: J.yy / determinant, xy: -J.xy / determinant, yx: -J.yx / determinant, yy: J.xx / determinant
        )
        let index = row * size + column
        planes[0][index] = Float(F.xx - 1)
        planes[1][index] = Float(F.yy - 1)
        planes[2][index] = Float((F.xy + F.yx) / 2)
        planes[3][index] = Float(Double.atan2(y: F.yx - F.xy, x: F.xx + F.yy) * 180 / .pi)
      }
    }
    func image(_ pixels: [Float], _ label: String) -> Image {
      Image(rows: size, columns: size, pixels: pixels, calibration: calibration, label: label)
    }
    return StrainTruth(
      exx: image(planes[0], "ε_xx"), eyy: image(planes[1], "ε_yy"), exy: image(planes[2], "ε_xy"),
      rotation: image(planes[3], "rotation (°)"))
  }
}
