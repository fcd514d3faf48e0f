import Imaging
import Testing

struct BinningTests {
  private let image = Image(
    rows: 3, columns: 5, pixels: [1, 2, 3, .nan, 9, 5, 8, 5, 4, 9, 7, 7, 7, 7, 7],
    calibration: Calibration(pixelSizeX: 0.02, pixelSizeY: 0.03, unit: .nanometres, source: .script))

  @Test func `incomplete blocks are dropped and a half-empty block keeps its mean`() throws {
    let binned = try image.binned(by: 2)
    #expect(binned.rows == 1 && binned.columns == 2)
    #expect(binned.pixels == [4, 4])
    #expect(binned.calibration.pixelSizeX == 0.04 && binned.calibration.pixelSizeY == 0.06)
  }

  @Test func `sums count what is there`() throws {
    #expect(try image.binned(by: 2, method: .sum).pixels == [16, 12])
    let empty = Image(rows: 2, columns: 2, value: .nan)
    #expect(try empty.binned(by: 2, method: .sum)[0, 0].isNaN)
  }

  @Test func `a bin of 1 changes nothing and one beyond the image is an error`() throws {
    #expect(try image.binned(by: 1).size == image.size)
    #expect(throws: ImageError.self) { try image.binned(by: 4) }
    #expect(throws: ImageError.self) { try image.binned(by: 0) }
  }
}
