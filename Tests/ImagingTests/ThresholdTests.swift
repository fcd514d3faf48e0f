import Imaging
import Testing

struct ThresholdTests {
  private let image = Image(
    rows: 1, columns: 6, pixels: [0.1, 0.2, 0.3, .nan, .infinity, -.infinity],
    calibration: Calibration(pixelSize: 0.5, unit: .nanometres, source: .script))

  @Test func `limits are taken in the pixels' own precision`() {
    #expect(image.below(0.2).picture == ["#....#"])
    #expect(image.above(0.2).picture == ["..#.#."])
    #expect(image.between(0.1, 0.2).picture == ["##...."])
    #expect(image.equal(to: 0.3).picture == ["..#..."])
  }

  @Test func `NaN is in none but the missing`() {
    #expect(image.missing().picture == ["...#.."])
    #expect(image.equal(to: .nan).count == 0 && image.below(.nan).count == 0)
    #expect(image.between(-.infinity, .infinity).picture == ["###.##"])
    #expect(image.missing().calibration == image.calibration)
  }
}
