import Imaging
import Testing

struct CropTests {
  private let image = Image(
    rows: 2, columns: 3, pixels: [1, 2, 3, 4, 5, 6],
    calibration: Calibration(pixelSize: 0.5, unit: .nanometres, source: .script), label: "d (nm)")

  @Test func `a crop keeps calibration and label`() throws {
    let crop = try image.cropped(row: 1, column: 1, rows: 1, columns: 2)
    #expect(crop.pixels == [5, 6] && crop.rows == 1)
    #expect(crop.calibration == image.calibration && crop.label == "d (nm)")
    #expect(try image.cropped(row: 0, column: 0, rows: 2, columns: 3).pixels == image.pixels)
  }

  @Test(arguments: [
    (-1, 0, 1, 1), (0, 0, 3, 1), (1, 0, 2, 1), (0, 2, 1, 2), (Int.max, 0, 1, 1), (0, 0, Int.max, 1),
  ])
  func `a crop outside the image is an error`(row: Int, column: Int, rows: Int, columns: Int) {
    #expect(throws: ImageError.outside(image.size)) {
      try image.cropped(row: row, column: column, rows: rows, columns: columns)
    }
  }

  @Test func `a crop without pixels is an error`() {
    #expect(throws: ImageError.self) { try image.cropped(row: 0, column: 0, rows: 0, columns: 1) }
  }

  @Test func `padding puts a border on every side`() throws {
    let padded = try image.padded(1, value: 9)
    #expect(padded.pixels == [9, 9, 9, 9, 9, 9, 1, 2, 3, 9, 9, 4, 5, 6, 9, 9, 9, 9, 9, 9])
    #expect(padded.rows == 4 && padded.calibration == image.calibration)
    #expect(try image.padded(0).pixels == image.pixels)
    #expect(throws: ImageError.self) { try image.padded(-1) }
    #expect(throws: ImageError.self) { try image.padded(.max) }
    #expect(throws: ImageError.self) { try image.padded(1 << 20) }
  }

  @Test func `an even window reaches one pixel further up and left`() throws {
    #expect(try image.window(row: 1, column: 1, size: 2).pixels == [1, 2, 4, 5])
    #expect(try image.window(row: 0, column: 0, size: 2).pixels == [0, 0, 0, 1])
    #expect(try image.window(row: 0, column: 2, size: 3).pixels == [0, 0, 0, 2, 3, 0, 5, 6, 0])
    #expect(try image.window(row: 1, column: 2, size: 1).pixels == [6])
  }

  @Test(arguments: [(.min, 0), (0, .max), (-5, 0), (0, 9)] as [(Int, Int)])
  func `a window wholly outside is zero`(row: Int, column: Int) throws {
    #expect(try image.window(row: row, column: column, size: 4).pixels == [Float](repeating: 0, count: 16))
  }

  @Test func `a window needs a side that fits an image`() {
    #expect(throws: ImageError.self) { try image.window(row: 0, column: 0, size: 0) }
    #expect(throws: ImageError.self) { try image.window(row: 0, column: 0, size: .max) }
  }
}
