import Imaging
import Lattice
import Numerics
import Testing

struct LatticeMapMeanTests {
  @Test func `mean and spread are those of the pixels with a value`() throws {
    let map = Maps.map(radii: [[8, 10, .nan, 16, 20, 4]], angles: [179, 183, .nan, 181, 181, 181])
    let mean = try map.mean(0)
    // 0.24, 0.192, 0.12, 0.096, 0.48
    #expect(mean.count == 5)
    #expect(abs(mean.spacing - 0.2256) < 1e-7 && abs(mean.spacingStd - 0.1371154) < 1e-6)
    #expect(abs(mean.angle - 181) < 1e-6 && abs(mean.angleStd - 1.6.squareRoot()) < 1e-6)
    #expect(mean.spacingSigma.isNaN && mean.angleSigma.isNaN)
    let mask = Mask(rows: 2, columns: 3, inside: [true, true, true, false, false, false])
    let part = try map.mean(0, in: mask)
    #expect(part.count == 2 && abs(part.spacing - 0.216) < 1e-7)
    #expect(throws: ImageError.self) { try map.mean(1) }
  }

  @Test func `overlapping windows count by the correlation of their errors`() throws {
    // Windows of 10 on a grid of 10 share no pixel.
    #expect(try abs(Maps.map(radii: [[8, 8, 8, 8, 8, 8]], window: 10).mean(0).independent - 6) < 1e-9)
    // Of windows of 64, two rows of three say little more than one.
    let present = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]
    let map = Maps.map(radii: [[8, 8, .nan, 8, 8, 8]])
    let angle = Waves.pair[0].angle * .pi / 180
    var sum = 0.0
    for a in present {
      for b in present {
        let (down, right) = (10.0 / 63 * Double(b.0 - a.0), 10.0 / 63 * Double(b.1 - a.1))
        // g is to the right and UP.
        sum += Hann.correlation(down, right, along: (-Double.sin(angle), Double.cos(angle)))
      }
    }
    let independent = try map.mean(0).independent
    #expect(abs(independent / (25 / sum) - 1) < 5e-3 && independent > 1 && independent < 2)
  }

  @Test func `the mean's σ is that of its pixels where windows do not overlap`() throws {
    let map = Maps.map(
      radii: [[8, 8, .nan, 8, 8, 8]], window: 10,
      sigmas: ([0.03, 0.04, .nan, 0.03, 0.04, 0.05], [0.3, 0.4, .nan, 0.3, 0.4, 0.5]))
    let mean = try map.mean(0)
    // d = 10 × 0.03 / 8, σ(d) = d σ(q) / q; 5 pixels with Σσ² = 0.0075.
    let expected = 0.0375 / 8 * 0.0075.squareRoot() / 5
    #expect(abs(mean.spacingSigma / expected - 1) < 1e-5)
    #expect(abs(mean.angleSigma / (0.75.squareRoot() / 5) - 1) < 1e-5)
    let one = try map.mean(
      0, in: Mask(rows: 2, columns: 3, inside: [false, true, false, false, false, false]))
    #expect(abs(one.spacingSigma / (0.0375 / 8 * 0.04) - 1) < 1e-6 && abs(one.independent - 1) < 1e-12)
  }

  @Test func `block means and profiles carry the σ of their means`() throws {
    let map = Maps.map(
      radii: [[8, 8, 8, 8, 8, 8]], window: 10,
      sigmas: ([0.03, 0.04, 0.05, 0.03, 0.04, 0.05], [0.3, 0.4, 0.5, 0.3, 0.4, 0.5]))
    let blocks = try map.blockMean(2)
    #expect(abs(blocks[0].radiusSigma[1, 0] / Float(0.005.squareRoot() / 4) - 1) < 1e-5)
    #expect(abs(blocks[0].angleSigma[0, 2] / Float(0.5.squareRoot() / 2) - 1) < 1e-5)
    #expect(blocks[0].blockSide == 2)
    // The mean of the first block's four pixels is the block's own.
    let first = Mask(rows: 2, columns: 3, inside: [true, true, false, true, true, false])
    #expect(try abs(blocks.mean(0, in: first).angleSigma / map.mean(0, in: first).angleSigma - 1) < 1e-5)
    let line = try map.profile(0, from: Point(row: 5, column: 0), to: Point(row: 5, column: 20), width: 20)
    #expect(line.angleSigma.count == 3)
    #expect(abs(line.angleSigma[1] / (0.4 / 2.0.squareRoot()) - 1) < 1e-5)
    #expect(abs(line.spacingSigma[1] / (0.0375 / 8 * 0.04 / 2.0.squareRoot()) - 1) < 1e-5)
  }

  @Test func `a region without values has no mean`() throws {
    let mean = try Maps.map(radii: [[.nan, .nan, .nan, .nan, .nan, .nan]]).mean(0)
    #expect(mean.count == 0 && mean.independent == 0 && mean.spacing.isNaN && mean.spacingStd.isNaN)
  }
}

/// The correlations of errors under a Hann window without samples, in units of its length.
enum Hann {
  /// Of the phase gradient's errors projected on a unit vector (rows, columns).
  static func correlation(_ rows: Double, _ columns: Double, along u: (Double, Double)) -> Double {
    u.0 * u.0 * slope(rows) * even(columns) + u.1 * u.1 * even(rows) * slope(columns)
      - 2 * u.0 * u.1 * odd(rows) * odd(columns)
  }

  /// ∫ w' w' over ∫ w'².
  static func slope(_ x: Double) -> Double {
    let x = abs(x)
    return x >= 1 ? 0 : (1 - x) * Double.cos(2 * .pi * x) + Double.sin(2 * .pi * x) / (2 * .pi)
  }

  /// ∫ w w over ∫ w².
  static func even(_ x: Double) -> Double {
    let x = abs(x)
    return x >= 1
      ? 0 : (1 - x) * (2 + Double.cos(2 * .pi * x)) / 3 + Double.sin(2 * .pi * x) / (2 * .pi)
  }

  /// ∫ w w' over the root of ∫ w² ∫ w'²: the derivative of ``even(_:)`` over (4π²/3)^½.
  static func odd(_ x: Double) -> Double {
    let h = 1e-5
    return (even(x + h) - even(x - h)) / (2 * h) / (4 * .pi * .pi / 3).squareRoot()
  }
}
