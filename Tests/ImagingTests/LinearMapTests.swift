import Imaging
import Numerics
import Testing

struct LinearMapTests {
  static let shear = LinearMap(xx: 1.01, xy: 0.03, yx: -0.005, yy: 0.98)

  @Test func `the identity leaves an image as it is`() throws {
    let image = Image(rows: 9, columns: 14) { row, column in Float(row * 3 - column) }
    #expect(try image.mapped(by: LinearMap(xx: 1, xy: 0, yx: 0, yy: 1)).pixels == image.pixels)
  }

  @Test func `a wave is carried along, y being up and pixels as wide as they are`() throws {
    let calibration = Calibration(pixelSizeX: 0.5, pixelSizeY: 0.8, unit: .nanometres, source: .script)
    func wave(_ x: Double, _ y: Double) -> Double { Double.cos(0.3 * x + 0.2 * y) }
    func image(_ value: (Double, Double) -> Double) -> Image {
      Image(rows: 60, columns: 80, calibration: calibration) { row, column in
        Float(value((Double(column) - 39.5) * 0.5, (29.5 - Double(row)) * 0.8))
      }
    }
    let back = Self.shear.inverse
    let expected = image { x, y in
      let from = back(x: x, y: y)
      return wave(from.x, from.y)
    }
    let moved = try image(wave).mapped(by: Self.shear)
    #expect(moved.calibration == calibration)
    for row in 10..<50 {
      for column in 10..<70 { #expect(abs(moved[row, column] - expected[row, column]) < 2e-3) }
    }
    #expect(try image(wave).mapped(by: LinearMap(xx: 2, xy: 0, yx: 0, yy: 0.5))[0, 40].isNaN)
  }

  @Test func `a stretch and a turn, an inverse, and a map without one`() throws {
    let map = LinearMap(stretchXX: 1.02, yy: 0.99, xy: 0.005, rotation: 7)
    #expect(abs(map.determinant - (1.02 * 0.99 - 0.005 * 0.005)) < 1e-12)
    #expect(abs(Double.atan2(y: map.yx - map.xy, x: map.xx + map.yy) * 180 / .pi - 7) < 1e-12)
    let there = Self.shear(x: 3, y: -4)
    let back = Self.shear.inverse(x: there.x, y: there.y)
    #expect(abs(back.x - 3) < 1e-12 && abs(back.y + 4) < 1e-12)
    #expect(throws: ImageError.self) {
      try Image(rows: 3, columns: 3, value: 1).mapped(by: LinearMap(xx: 1, xy: 1, yx: 1, yy: 1))
    }
  }
}
