import Foundation
import Imaging
import Testing

struct ResamplingTests {
  private let image = Image(
    rows: 31, columns: 48,
    calibration: Calibration(pixelSize: 0.1, unit: .nanometres, source: .script)
  ) { row, column in Float((row * 37 + column * 101) % 64) }

  @Test(arguments: [2, 3, 5, 7])
  func `shrinking by a whole number is binning`(n: Int) throws {
    let (shrunk, binned) = (try image.resampled(by: 1 / Double(n)), try image.binned(by: n))
    #expect(shrunk.size == binned.size)
    #expect(zip(shrunk.pixels, binned.pixels).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(abs(shrunk.calibration.pixelSize / binned.calibration.pixelSize - 1) < 1e-12)
  }

  @Test func `pixels that are covered in part count in part`() throws {
    let line = Image(rows: 1, columns: 3, pixels: [1, 2, 6])
    let tall = Image(rows: 3, columns: 3) { _, column in line[0, column] }
    #expect(try tall.resampled(by: 2.0 / 3).pixels.map { ($0 * 1000).rounded() } == [1333, 4667, 1333, 4667])
  }

  @Test func `missing pixels do not count`() throws {
    let holed = Image(rows: 2, columns: 4, pixels: [1, .nan, .nan, .nan, 3, .infinity, .nan, .nan])
    let shrunk = try holed.resampled(by: 0.5)
    #expect(shrunk[0, 0] == 2 && shrunk[0, 1].isNaN)
  }

  @Test func `enlarging keeps places and follows a smooth wave`() throws {
    let wave = Image(rows: 40, columns: 40) { row, column in
      Float(sin(Double(row) * 0.3) * cos(Double(column) * 0.2))
    }
    let large = try wave.resampled(by: 2.5)
    #expect(large.rows == 100 && large.columns == 100)
    for (row, column) in [(50, 50), (20, 77), (91, 13)] {
      let (y, x) = ((Double(row) + 0.5) / 2.5 - 0.5, (Double(column) + 0.5) / 2.5 - 0.5)
      #expect(abs(Double(large[row, column]) - sin(y * 0.3) * cos(x * 0.2)) < 1e-3)
    }
    #expect(abs(try image.resampled(by: 4).calibration.pixelSize - 0.025) < 1e-15)
  }

  @Test func `factors that leave nothing or too much are errors`() throws {
    for factor in [0, -1, .nan, .infinity, 1e300, 0.01, 1e5] {
      #expect(throws: ImageError.self) { try image.resampled(by: factor) }
    }
    #expect(try image.resampled(by: 1).pixels == image.pixels)
  }
}
