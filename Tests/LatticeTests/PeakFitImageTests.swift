import Imaging
import Lattice
import Numerics
import Testing

struct PeakFitImageTests {
  private static func image() -> Image {
    Image(rows: 40, columns: 50) { r, c in
      let (row, column) = (Double(r), Double(c))
      let (du, dv) = (row - 20.3, column - 24.6)
      let peak = 2 * Double.exp(-(du * du / (2 * 1.8 * 1.8) + dv * dv / (2 * 2.4 * 2.4)))
      let ripple = 0.05 * Double.sin(3.1 * row + 1.7 * column) + 0.03 * Double.cos(0.9 * row * column)
      return Float(3 + peak + ripple)
    }
  }

  @Test func `position, shape and uncertainties are those of an independent fit`() throws {
    let fit = try Self.image().fitGaussian(row: 20.9, column: 25.2, clip: nil)
    // scipy's least_squares with the exact Jacobian, and its covariance.
    #expect(fit.status == .converged && fit.converged)
    #expect(abs(fit.row - 20.302740527) < 1e-6 && abs(fit.column - 24.592926326) < 1e-6)
    #expect(abs(fit.amplitude - 1.998752487) < 1e-6 && abs(fit.offset - 3.001902794) < 1e-6)
    #expect(abs(fit.widthRow - 1.794898845) < 1e-6 && abs(fit.widthColumn - 2.408204468) < 1e-6)
    #expect(abs(fit.theta - 0.003937831 * 180 / .pi) < 1e-4)
    #expect(abs(fit.cost - 0.186992587) < 1e-7)
    #expect(abs(fit.sigma.row - 0.014274434) < 1e-7 && abs(fit.sigma.column - 0.019154305) < 1e-7)
    #expect(abs(fit.sigma.amplitude - 0.015900329) < 1e-7 && abs(fit.sigma.offset - 0.003797778) < 1e-7)
    #expect(abs(fit.sigma.widthRow - 0.015811242) < 1e-7 && abs(fit.sigma.widthColumn - 0.021093076) < 1e-7)
    #expect(abs(fit.sigma.theta - 0.018861409 * 180 / .pi) < 1e-5)
  }

  @Test func `the patch begins half its side, rounded down, before the whole part of the position`() throws {
    let image = Self.image()
    #expect(try image.fitGaussian(row: 20.0, column: 25.0) == image.fitGaussian(row: 20.99, column: 25.99))
    _ = try image.fitGaussian(row: 7, column: 42.9)
    #expect(throws: ImageError.outside(image.size)) { try image.fitGaussian(row: 6.9, column: 25) }
    #expect(throws: ImageError.outside(image.size)) { try image.fitGaussian(row: 20, column: 43) }
    #expect(throws: ImageError.outside(image.size)) { try image.fitGaussian(row: .nan, column: 25) }
    #expect(throws: ImageError.outside(image.size)) { try image.fitGaussian(row: 20, column: .infinity) }
  }

  @Test func `options out of range are refused`() {
    let image = Self.image()
    #expect(throws: ImageError.self) { try image.fitGaussian(row: 20, column: 25, size: 14) }
    #expect(throws: ImageError.self) { try image.fitGaussian(row: 20, column: 25, size: 33) }
    #expect(throws: ImageError.self) { try image.fitGaussian(row: 20, column: 25, clip: 1.5) }
  }

  @Test func `under the floor everything is NaN, and a peak on the bound has no uncertainty there`() throws {
    let image = Self.image()
    let weak = try image.fitGaussian(row: 20, column: 25, floor: 6)
    #expect(weak.status == .weak && weak.row.isNaN && weak.sigma.row.isNaN && !weak.converged)
    let bound = try image.fitGaussian(row: 12.0, column: 25, clip: nil)
    #expect(bound.status == .atBound && bound.row == 5 + 14)
    #expect(bound.sigma.row.isNaN && bound.sigma.column > 0)
  }
}
