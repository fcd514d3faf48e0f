import Imaging
import Inspection
import Lattice
import Numerics
import Testing

struct SpectrumViewTests {
  /// Two waves and a gradient; nothing symmetric about it.
  private let image = Image(rows: 150, columns: 170) { row, column in
    let (r, c) = (Double(row), Double(column))
    return Float(100 + 10 * Double.cos(0.7 * r + 0.3 * c) + 5 * Double.sin(1.1 * c - 0.2 * r) + 0.1 * r)
  }

  @Test(arguments: [64, 63, 32])
  func `it is the logarithm of the tapered window's transform`(side: Int) throws {
    let window = WindowPlace(row: 40, column: 70, side: side)
    let bytes = try #require(SpectrumView(of: image).levels(of: window))
    let taper = Taper.hann.weights(side)
    var cut = try image.cropped(row: 40, column: 70, rows: side, columns: side)
    for r in 0..<side { for c in 0..<side { cut[r, c] *= Float(taper[r] * taper[c]) } }
    let expected = try cut.spectrum().logAmplitude()
    let greatest = expected.maximum()
    var worst = 0.0
    for i in 0..<side * side {
      let level = Double(UInt16(bytes[2 * i]) | UInt16(bytes[2 * i + 1]) << 8)
      let value = greatest + (level - 65535) / 65534 * SpectrumView.depth
      // What lies far below the peak is rounding of the 32-bit pixels that the other way goes through.
      if Double(expected.pixels[i]) > greatest - 10 {
        worst = max(worst, abs(value - Double(expected.pixels[i])))
      }
    }
    #expect(worst < 0.02)
  }

  @Test func `a window that leaves the image has none, nor one with a missing pixel`() {
    var image = image
    image[100, 100] = .nan
    let view = SpectrumView(of: image)
    for (row, column, side) in [
      (-1, 0, 64), (0, 107, 64), (87, 0, 64), (0, 0, 151), (0, 0, 0), (0, 0, -4), (Int.max, 0, 64),
      (0, Int.min, 64), (0, 0, Int.max), (60, 60, 64),
    ] {
      #expect(view.levels(of: WindowPlace(row: row, column: column, side: side)) == nil)
    }
    #expect(view.levels(of: WindowPlace(row: 0, column: 0, side: 64)) != nil)
  }
}
