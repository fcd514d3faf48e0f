import Imaging
import Lattice
import Numerics
import Testing

struct MeanPowerTests {
  @Test(arguments: [48, 33])
  func `one window has the power of its tapered spectrum without the mean`(side: Int) throws {
    let wave = Reflection(spacing: 6, angle: 35, unit: .pixels)
    let image = Lattices.image(rows: side, columns: side, [(wave, 50)], noise: 80)
    let windows = try SearchWindows(of: image, side: side, in: .wholeImage)
    let mean = try #require(windows.windows.first?.mean)
    let power = MeanPower(of: image, over: windows)
    let spectrum = try image.with(pixels: image.pixels.map { $0 - Float(mean) }).apodized(.hann).spectrum()
    for dy in -8...8 {
      for dx in -8...8 where dy * dy + dx * dx > 4 {
        let value = spectrum.values[(side / 2 + dy) * side + side / 2 + dx].lengthSquared
        #expect(abs(power[dy, dx] - Double.log(value)) < 1e-2)
        #expect(abs(power[dy, dx] - power[-dy, -dx]) < 1e-9)
      }
    }
  }

  @Test func `frequencies beyond an edge wrap to the other`() throws {
    let image = Lattices.image(rows: 32, columns: 32, [], noise: 80)
    let power = try MeanPower(of: image, over: SearchWindows(of: image, side: 32, in: .wholeImage))
    #expect(power[17, -20] == power[-15, 12])
  }

  @Test func `a uniform image has the same floor everywhere`() throws {
    let image = Image(rows: 64, columns: 64, value: 1234.567)
    let power = try MeanPower(of: image, over: SearchWindows(of: image, side: 64, in: .wholeImage))
    let (low, high) = (power.logarithms.min() ?? 0, power.logarithms.max() ?? 1)
    #expect(high - low < 0.01)
  }
}
