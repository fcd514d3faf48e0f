import Imaging
import Lattice
import Testing

struct PeakGeometryTests {
  @Test(arguments: [(0.03, 0.03), (0.03, 0.02)])
  func `the covariance of a position becomes σ of radius and direction`(width: Double, height: Double) {
    let calibration = Calibration(pixelSizeX: width, pixelSizeY: height, unit: .nanometres, source: .script)
    let covariance = PositionCovariance(row: 4e-6, column: 9e-6, mixed: 2e-6)
    let peak = WindowPeak(
      row: -7.5, column: 12.25, amplitude: 10, status: .ok, snr: 20, covariance: covariance)
    func reflection(_ row: Double, _ column: Double) -> Reflection {
      Reflection(dx: peak.column + column, dy: peak.row + row, window: 64, calibration: calibration)
    }
    func radius(_ row: Double, _ column: Double) -> Double {
      ((peak.row + row) * (peak.row + row) + (peak.column + column) * (peak.column + column)).squareRoot()
    }
    func sigma(_ value: (Double, Double) -> Double) -> Double {
      let h = 1e-5
      let down = (value(h, 0) - value(-h, 0)) / (2 * h)
      let across = (value(0, h) - value(0, -h)) / (2 * h)
      return covariance.variance(along: down, across).squareRoot()
    }
    let found = PeakGeometry(reflection(0, 0), calibration: calibration).values(of: peak)
    #expect(abs(found.radiusSigma / sigma(radius) - 1) < 1e-6)
    #expect(abs(found.angleSigma / sigma { reflection($0, $1).angle } - 1) < 1e-6)
  }

  // Either sense of g, on either side of the fold at 0 and 180 degrees, and across the fringes.
  @Test(arguments: [0.0, 3, 90, 147, 179.5], [0.0, 1e-3, -1e-3, 20, -20, 89.9, -89.9, 180, 179])
  func `the angle is within 90 degrees of the reflection's own`(direction: Double, turn: Double) {
    let calibration = Calibration(pixelSizeX: 0.03, pixelSizeY: 0.02, unit: .nanometres, source: .script)
    let own = Reflection(spacing: 0.2, angle: direction, unit: .nanometres)
    let found = Reflection(spacing: 0.21, angle: direction + turn, unit: .nanometres)
    let (dx, dy) = found.offset(window: 64, calibration: calibration)
    let peak = WindowPeak(row: dy, column: dx, amplitude: 1, status: .ok)
    let values = PeakGeometry(own, calibration: calibration).values(of: peak)
    #expect(abs(values.angle - own.angle - own.angle(to: found)) < 1e-9)
    #expect(abs(values.radius - (dx * dx + dy * dy).squareRoot()) < 1e-12)
  }
}
