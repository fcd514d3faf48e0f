import Imaging
import Lattice
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

  @Test func `overlapping windows count as the area they cover over a quarter window`() throws {
    // Five pixels of 10 × 10 over (64 / 2)² is less than one window.
    #expect(try Maps.map(radii: [[8, 10, .nan, 16, 20, 4]]).mean(0).independent == 1)
    // Six pixels of 10 × 10 over 16².
    let small = Maps.map(radii: [[8, 8, 8, 8, 8, 8]], window: 32)
    #expect(abs(try small.mean(0).independent - 600.0 / 256) < 1e-12)
    // Windows further apart than half their side are independent.
    #expect(try Maps.map(radii: [[8, 8, 8, 8, 8, 8]], window: 16).mean(0).independent == 6)
  }

  @Test func `a region without values has no mean`() throws {
    let mean = try Maps.map(radii: [[.nan, .nan, .nan, .nan, .nan, .nan]]).mean(0)
    #expect(mean.count == 0 && mean.independent == 0 && mean.spacing.isNaN && mean.spacingStd.isNaN)
  }
}
