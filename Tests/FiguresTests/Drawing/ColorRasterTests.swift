import Figures
import Imaging
import Testing

struct ColorRasterTests {
  private func raster(_ values: [[Float]], rows: Int, columns: Int, map: ColorMap = .gray) -> ColorRaster {
    let image = Image(rows: values.count, columns: values[0].count, pixels: values.flatMap { $0 })
    return ColorRaster(image, rows: rows, columns: columns, map: map, range: 0...1)
  }

  private func color(_ position: Double) -> UInt32 { ColorMap.gray.color(at: position).hex }

  @Test func `at its own size every pixel has its value's colour`() {
    let result = raster([[0, 0.25], [0.5, 2]], rows: 2, columns: 2)
    #expect(result.pixels == [color(0), color(0.25), color(0.5), color(1)])
  }

  @Test func `enlarged, pixels are crisp squares`() {
    let result = raster([[0, 1]], rows: 8, columns: 16)
    for row in 0..<8 {
      for column in 0..<16 { #expect(result.pixels[row * 16 + column] == color(column < 8 ? 0 : 1)) }
    }
  }

  @Test func `shrunk, values are averaged by area`() {
    // Three columns on two: 0 and half of 1/2; half of 1/2 and 1.
    #expect(raster([[0, 0.5, 1]], rows: 1, columns: 2).pixels == [color(0.5 / 3), color(2.5 / 3)])
    #expect(raster([[0, 1], [1, 0]], rows: 1, columns: 1).pixels == [color(0.5)])
  }

  @Test func `an outlier weighs no more than the end of the range`() {
    #expect(raster([[0, 1e9]], rows: 1, columns: 1).pixels == [color(0.5)])
  }

  @Test func `half missing is missing, less is the mean of the rest`() {
    let missing = ColorMap.gray.missing.hex
    #expect(raster([[.nan, 1]], rows: 1, columns: 1).pixels == [missing])
    #expect(raster([[.nan, 1, 0]], rows: 1, columns: 1).pixels == [color(0.5)])
    #expect(raster([[.infinity, -.infinity]], rows: 1, columns: 2).pixels == [missing, missing])
  }

  @Test func `angles are not averaged`() {
    let result = raster([[0.01, 0.99, 0.02]], rows: 1, columns: 1, map: .twilight)
    #expect(result.pixels == [ColorMap.twilight.color(at: 0.99).hex])
  }

  @Test func `with an opacity, colours are multiplied by it and missing pixels are nothing`() {
    let image = Image(rows: 1, columns: 3, pixels: [1, 0, .nan])
    let result = ColorRaster(image, rows: 1, columns: 3, map: .gray, range: 0...1, opacity: 0.5)
    #expect(result.pixels == [0x8080_8080, 0x8000_0000, 0] && result.isTransparent)
  }
}
