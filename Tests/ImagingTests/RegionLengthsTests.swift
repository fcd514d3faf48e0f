import Imaging
import Testing

struct RegionLengthsTests {
  private let calibration = Calibration(pixelSize: 0.5, unit: .nanometres, source: .script)

  @Test func `lengths count from the corner of the image`() {
    #expect(Point(down: 0.25, right: 1.25, calibration: calibration) == Point(row: 0, column: 2))
    #expect(
      Region.disc(centre: Point(row: 1.25, column: 1.25), radius: 1).fromLengths(calibration)
        == .disc(centre: Point(row: 2, column: 2), radius: 2))
  }

  @Test func `a rectangle in nm holds the same area after binning`() throws {
    let region = Region.rectangle(row: 1, column: 2, rows: 3, columns: 4)
    for pixelSize in [0.25, 0.5, 1] {
      let calibration = Calibration(pixelSize: pixelSize, unit: .nanometres, source: .script)
      let side = Int(10 / pixelSize)
      let mask = try region.fromLengths(calibration).mask(rows: side, columns: side, calibration: calibration)
      #expect(Double(mask.count) * pixelSize * pixelSize == 12)
      #expect(
        mask[Int(1 / pixelSize), Int(2 / pixelSize)] && !mask[Int(1 / pixelSize) - 1, Int(2 / pixelSize)])
    }
  }

  @Test func `a disc in nm is an ellipse on oblong pixels`() throws {
    let oblong = Calibration(pixelSizeX: 0.1, pixelSizeY: 0.2, unit: .nanometres, source: .script)
    let mask = try Region.disc(centre: Point(row: 5, column: 5), radius: 3).fromLengths(oblong)
      .mask(rows: 50, columns: 100, calibration: oblong)
    #expect(abs(Double(mask.count) * 0.02 - .pi * 9) < 0.2)
    #expect(mask[11, 50] && !mask[9, 50] && mask[25, 21] && !mask[25, 18])
  }
}
