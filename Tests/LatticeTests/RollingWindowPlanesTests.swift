import Imaging
import Lattice
import Testing

struct RollingWindowPlanesTests {
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
    let found = PositionUncertainty(peak, calibration: calibration)
    #expect(abs(found.radius / sigma(radius) - 1) < 1e-6)
    #expect(abs(found.angle / sigma { reflection($0, $1).angle } - 1) < 1e-6)
  }
}
