import Imaging
import Lattice
import Testing

struct LatticeMapTests {
  @Test func `spacing is N times the pixel size over the radius, and planes carry the map's calibration`() {
    let map = Maps.map(radii: [[8, 10, .nan, 16, 20, 4]])
    #expect(map.rows == 2 && map.columns == 3)
    for (pixel, expected) in [0.24, 0.192, .nan, 0.12, 0.096, 0.48].enumerated() where !expected.isNaN {
      #expect(abs(map[0].spacing.pixels[pixel] - Float(expected)) < 1e-7)
    }
    #expect(map[0].spacing.pixels[2].isNaN)
    #expect(map[0].spacing.label == "d (nm)")
    #expect(abs(map[0].spacing.calibration.pixelSize - 0.3) < 1e-12)
    #expect(map[0].snr.pixels.allSatisfy(\.isNaN) && map[0].spacingSigma.size == map.size)
  }

  @Test func `the numbers of the statuses are fixed`() {
    #expect(WindowStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6])
    #expect(
      WindowStatus.allCases == [.ok, .atBound, .edge, .weak, .notConverged, .missing, .rejected])
  }

  @Test func `select keeps the order given, and refuses what is not there`() throws {
    let map = Maps.map(radii: [[8, 8, 8, 8, 8, 8], [9, 9, 9, 9, 9, 9]])
    let other = try map.select([1, 0, 1])
    #expect(other.count == 3 && other[0].radius[0, 0] == 9 && other[1].radius[0, 0] == 8)
    #expect(throws: ImageError.self) { try map.select([]) }
    #expect(throws: ImageError.self) { try map.select([2]) }
  }

  @Test func `a mask may have the map's size or the source's, and is sampled where the windows are`() throws {
    let map = Maps.map(radii: [[8, 8, 8, 8, 8, 8]])
    let small = Mask(rows: 2, columns: 3, inside: [true, false, true, false, true, true])
    var inside = [Bool](repeating: false, count: 15 * 25)
    // Map pixel (i, j) is source pixel (10 i, 10 j).
    for (row, column) in [(0, 0), (0, 20), (10, 10), (10, 20)] { inside[row * 25 + column] = true }
    inside[1] = true
    let large = Mask(rows: 15, columns: 25, inside: inside)
    for mask in [small, large] {
      let kept = try map.where(mask)
      #expect(kept[0].radius.pixels.map(\.isNaN) == [false, true, false, true, false, false])
      #expect(kept[0].statuses == [.ok, .rejected, .ok, .rejected, .ok, .ok])
      #expect(kept[0].angle[0, 1].isNaN && kept[0].amplitude[0, 1].isNaN && kept[0].spacing[0, 1].isNaN)
    }
    #expect(throws: ImageError.sizeMismatch(expected: map.source.size, found: .init(rows: 3, columns: 3))) {
      try map.where(Mask(rows: 3, columns: 3, inside: [Bool](repeating: true, count: 9)))
    }
  }

  @Test func `what has no value keeps its reason when dropped`() throws {
    let map = Maps.map(radii: [[.nan, 8, 8, 8, 8, 8]], statuses: [.weak, .ok, .ok, .ok, .ok, .ok])
    let none = try map.where(Mask(rows: 2, columns: 3, inside: [Bool](repeating: false, count: 6)))
    #expect(none[0].statuses == [.weak, .rejected, .rejected, .rejected, .rejected, .rejected])
  }

  @Test func `block means average radius and angle, and the spacing follows from the mean radius`() throws {
    let map = Maps.map(radii: [[8, 12, .nan, .nan, 16, .nan]], angles: [179, 183, .nan, .nan, 181, .nan])
    let mean = try map.blockMean(2)
    // Blocks: the first two columns of both rows, and the partial one of the third column.
    for pixel in [0, 1, 3, 4] {
      #expect(mean[0].radius.pixels[pixel] == 12 && mean[0].angle.pixels[pixel] == 181)
      #expect(abs(mean[0].spacing.pixels[pixel] - 0.16) < 1e-7)
      #expect(mean[0].statuses[pixel] == .ok)
    }
    #expect(mean[0].radius.pixels[2].isNaN && mean[0].statuses[2] == .notConverged)
    #expect(throws: ImageError.self) { try map.blockMean(0) }
  }
}
