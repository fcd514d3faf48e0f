import Imaging
import Testing

struct StatisticsTests {
  private let image = Image(rows: 2, columns: 4, pixels: [4, .nan, -2, .infinity, 8, 1, -.infinity, 3])

  @Test func `NaN and infinities are left out`() throws {
    #expect(image.minimum() == -2 && image.maximum() == 8)
    #expect(image.sum() == 14 && image.mean() == 2.8)
    #expect(abs(image.standardDeviation() - 3.310589071449368) < 1e-14)
    #expect(image.median() == 3)
    #expect(image.validCount() == 7)
  }

  @Test func `an image without a value has no statistics`() throws {
    let empty = Image(rows: 3, columns: 3, value: .nan)
    #expect(empty.minimum().isNaN && empty.maximum().isNaN && empty.sum().isNaN && empty.mean().isNaN)
    #expect(empty.standardDeviation().isNaN && empty.median().isNaN)
    #expect(try empty.percentile(10).isNaN)
    #expect(empty.validCount() == 0)
  }

  @Test(arguments: [(0.0, -2.0), (10, -0.8), (25, 1), (40, 2.2), (62.5, 3.5), (99, 7.84), (100, 8)])
  func `percentiles are interpolated as numpy does`(p: Double, expected: Double) throws {
    #expect(abs(try image.percentile(p) - expected) < 1e-12)
  }

  @Test func `a percentile outside 0 to 100 is an error`() {
    #expect(throws: ImageError.self) { try image.percentile(-1) }
    #expect(throws: ImageError.self) { try image.percentile(.nan) }
  }

  @Test func `the median of an even number is the mean of the middle two`() {
    #expect(Image(rows: 1, columns: 4, pixels: [-0.0, 7, -3, 1]).median() == 0.5)
  }

  /// In single precision the sum would stop growing at 2²⁴, and the deviations would drown in the mean.
  @Test func `sums are formed in double precision`() {
    let image = Image(rows: 4099, columns: 4099) { row, column in
      (row + column).isMultiple(of: 2) ? 1e6 : 1e6 + 1
    }
    let count = Double(4099 * 4099)
    #expect(image.sum() == count * 1e6 + (count - 1) / 2)
    #expect(abs(image.standardDeviation() - 0.5) < 1e-9)
  }

  @Test(arguments: 1...9)
  func `rows of any length are summed whole`(columns: Int) {
    let image = Image(rows: 2, columns: columns) { row, column in Float(row * columns + column + 1) }
    #expect(image.sum() == Double(columns * (2 * columns + 1)))
  }
}
