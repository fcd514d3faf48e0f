import Foundation
import Imaging
import Testing

struct RotationTests {
  private let image = Image(
    rows: 2, columns: 3, pixels: [1, 2, 3, 4, 5, 6],
    calibration: Calibration(pixelSizeX: 0.1, pixelSizeY: 0.2, unit: .nanometres, source: .script))

  @Test(
    arguments: [
      (90, [3, 6, 2, 5, 1, 4]), (180, [6, 5, 4, 3, 2, 1]), (270, [4, 1, 5, 2, 6, 3]),
      (-90, [4, 1, 5, 2, 6, 3]),
      (720, [1, 2, 3, 4, 5, 6]), (450, [3, 6, 2, 5, 1, 4]),
    ] as [(Double, [Float])])
  func `quarter turns are exact and counter-clockwise`(degrees: Double, expected: [Float]) throws {
    let turned = try image.rotated(degrees)
    #expect(turned.pixels == expected)
    #expect((turned.rows == 3) == (turned.calibration.pixelSizeX == 0.2))
  }

  @Test func `an odd angle turns counter-clockwise about the middle`() throws {
    let blob = Image(rows: 101, columns: 121) { row, column in
      Float(exp(-(pow(Double(row) - 50, 2) + pow(Double(column) - 90, 2)) / 32))
    }
    let turned = try blob.rotated(30)
    // 30 px right of the middle before; 30 px at 30° up now.
    let (row, column) = (50 - 15.0, 60 + 30 * cos(Double.pi / 6))
    for r in 25..<45 {
      for c in 75..<97 {
        let expected = exp(-(pow(Double(r) - row, 2) + pow(Double(c) - column, 2)) / 32)
        #expect(abs(Double(turned[r, c]) - expected) < 2e-3)
      }
    }
    #expect(turned.size == blob.size && turned[0, 0].isNaN && turned[50, 60] == blob[50, 60])
  }

  @Test func `oblong pixels are turned as lengths`() throws {
    let oblong = Calibration(pixelSizeX: 0.1, pixelSizeY: 0.2, unit: .nanometres, source: .script)
    var image = Image(rows: 41, columns: 81, value: 0, calibration: oblong)
    for offset in -1...1 { for c in 58...62 { image[20 + offset, c] = 1 } }
    // 2 nm right of the middle; 45° up is 1.41 nm, 7 rows and 14 columns.
    let turned = try image.rotated(45)
    #expect(turned[13, 54] > 0.95 && turned[6, 54] < 0.05)
  }

  @Test func `a missing pixel does not spread beyond its neighbours`() throws {
    var image = Image(rows: 61, columns: 61, value: 4)
    image[30, 30] = .nan
    let turned = try image.rotated(20)
    #expect(turned[30, 30].isNaN && turned[30, 33] == 4 && turned[27, 30] == 4)
  }

  @Test func `an angle that is none is an error`() {
    #expect(throws: ImageError.self) { try image.rotated(.nan) }
    #expect(throws: ImageError.self) { try image.rotated(.infinity) }
  }
}
