import Imaging
import Inspection
import Testing

struct TilePyramidTests {
  /// The pixels of a tile, read from its bytes.
  private func pixels(_ pyramid: TilePyramid, _ level: Int, _ row: Int, _ column: Int) -> [UInt16]? {
    pyramid.tile(level: level, row: row, column: column).map { bytes in
      stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
    }
  }

  @Test func `levels go down to a single tile`() {
    for (rows, columns, levels) in [(1, 1, 1), (256, 256, 1), (257, 3, 2), (4096, 4096, 5), (1000, 2100, 5)] {
      let pyramid = TilePyramid(Image(rows: rows, columns: columns, value: 1))
      #expect(pyramid.levels == levels)
      #expect(pyramid.tile(level: levels - 1, row: 0, column: 0) != nil)
      #expect(pyramid.tile(level: levels - 1, row: 1, column: 0) == nil)
      #expect(pyramid.tile(level: levels, row: 0, column: 0) == nil)
    }
  }

  @Test func `tiles outside there are none`() {
    let pyramid = TilePyramid(Image(rows: 300, columns: 600, value: 1))
    #expect(pyramid.tile(level: 0, row: 1, column: 2)?.count == 2 * 44 * 88)
    for (row, column) in [(2, 0), (0, 3), (-1, 0), (0, -1), (Int.max / 512, 0), (Int.min, 0)] {
      #expect(pyramid.tile(level: 0, row: row, column: column) == nil)
    }
    #expect(pyramid.tile(level: -1, row: 0, column: 0) == nil)
  }

  @Test func `numbers span the range, and missing pixels are 0`() {
    let values: [Float] = [0, 50, 100, .nan, .infinity, 25]
    let pyramid = TilePyramid(Image(rows: 2, columns: 3, pixels: values))
    #expect(pyramid.range == 0...100)
    #expect(pixels(pyramid, 0, 0, 0) == [1, 32768, 65535, 0, 0, 16385])
  }

  @Test func `a coarse pixel is the mean of those that are there`() throws {
    // 0 … 299 along the rows; one block of four with one, one with four missing pixels.
    var image = Image(rows: 300, columns: 300) { row, _ in Float(row) }
    image[0, 0] = .nan
    for (row, column) in [(2, 2), (2, 3), (3, 2), (3, 3)] { image[row, column] = .nan }
    let pyramid = TilePyramid(image)
    #expect(pyramid.range == 0...299)
    let coarse = try #require(pixels(pyramid, 1, 0, 0))
    func level(_ value: Double) -> Double { value / 299 * 65534 + 1 }
    #expect(abs(Double(coarse[0]) - level(2.0 / 3)) <= 1)
    #expect(abs(Double(coarse[1]) - level(0.5)) <= 1)
    #expect(coarse[151] == 0)
    #expect(abs(Double(coarse[149 * 150 + 149]) - level(298.5)) <= 1)
  }

  @Test func `one hot pixel does not take the resolution away`() {
    var image = Image(rows: 100, columns: 100) { row, column in Float(row + column) }
    image[50, 50] = 1e9
    let pyramid = TilePyramid(image)
    #expect(pyramid.range.lowerBound == 0)
    #expect(pyramid.range.upperBound < 2000)
    #expect(pyramid.display.upperBound < 300)
    #expect(pixels(pyramid, 0, 0, 0)?[50 * 100 + 50] == 65535)
  }

  @Test(arguments: [Float.nan, 7, -Float.infinity])
  func `an image without contrast has a range`(value: Float) {
    let pyramid = TilePyramid(Image(rows: 3, columns: 3, value: value))
    #expect(pyramid.range.upperBound > pyramid.range.lowerBound)
    #expect(pixels(pyramid, 0, 0, 0)?[4] == (value.isFinite ? 32768 : 0))
  }
}
