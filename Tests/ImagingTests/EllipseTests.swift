import Imaging
import Numerics
import Testing

struct EllipseTests {
  @Test(arguments: [(20.0, 8.0, 0.0), (20, 8, 30), (20, 8, 90), (5, 17, -65), (9, 9, 12), (0.4, 12, 45)])
  func `pixels are inside when their centre is`(a: Double, b: Double, angle: Double) throws {
    let centre = Point(row: 30.3, column: 35.8)
    let mask = try Region.ellipse(centre: centre, radii: SIMD2(a, b), angle: angle).mask(
      rows: 64, columns: 72)
    let (c, s) = (Double.cos(angle * .pi / 180), Double.sin(angle * .pi / 180))
    for row in 0..<64 {
      for column in 0..<72 {
        let (x, y) = (Double(column) - centre.column, centre.row - Double(row))
        let (along, across) = ((c * x + s * y) / a, (c * y - s * x) / b)
        let distance = along * along + across * across
        if abs(distance - 1) > 1e-9 { #expect(mask[row, column] == (distance < 1), "\(row), \(column)") }
      }
    }
  }

  @Test func `of equal radii it is the disc, and it is cut at the border`() throws {
    let centre = Point(row: 3, column: 60)
    let disc = try Region.disc(centre: centre, radius: 12).mask(rows: 50, columns: 64)
    #expect(
      try Region.ellipse(centre: centre, radii: SIMD2(12, 12), angle: 33).mask(rows: 50, columns: 64) == disc)
  }

  @Test func `lengths become pixels, also where these are not square`() throws {
    let region = Region.ellipse(centre: Point(row: 1.5, column: 2), radii: SIMD2(1.2, 0.4), angle: 40)
    for height in [0.05, 0.08] {
      let calibration = Calibration(pixelSizeX: 0.05, pixelSizeY: height, unit: .nanometres, source: .script)
      let mask = try region.fromLengths(calibration).mask(rows: 80, columns: 90, calibration: calibration)
      #expect(abs(mask.area / (.pi * 1.2 * 0.4) - 1) < 0.02)
    }
  }

  @Test func `negative radii and numbers that are not finite are refused`() {
    let centre = Point(row: 3, column: 6)
    for radii in [SIMD2(-1.0, 2), SIMD2(1, .nan), SIMD2(1, .infinity)] {
      #expect(throws: ImageError.self) {
        try Region.ellipse(centre: centre, radii: radii, angle: 0).mask(rows: 9, columns: 9)
      }
    }
  }
}
