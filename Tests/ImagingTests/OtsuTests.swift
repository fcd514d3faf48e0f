import Imaging
import Testing

struct OtsuTests {
  @Test func `two grey levels are parted half-way between them`() {
    let image = Image(rows: 20, columns: 20) { row, _ in row < 5 ? 10 : 50 }
    #expect(abs(image.otsuThreshold() - 30) < 0.1)
  }

  @Test func `the threshold is that of the definition, tried out on every value`() throws {
    var state: UInt64 = 7
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    let image = Image(rows: 60, columns: 60) { row, column in
      let level = (row - 30) * (row - 30) + (column - 25) * (column - 25) < 200 ? 40.0 : 100
      return Float(level + 30 * (uniform() + uniform() - 1))
    }
    func between(_ threshold: Double) -> Double {
      let (dark, bright) = (
        image.pixels.filter { Double($0) < threshold }, image.pixels.filter { Double($0) >= threshold }
      )
      guard !dark.isEmpty, !bright.isEmpty else { return 0 }
      func mean(_ values: [Float]) -> Double { values.reduce(0) { $0 + Double($1) } / Double(values.count) }
      let difference = mean(dark) - mean(bright)
      return Double(dark.count) * Double(bright.count) * difference * difference
    }
    let best = image.pixels.map { between(Double($0)) }.max() ?? 0
    #expect(between(image.otsuThreshold()) > 0.9999 * best)
  }

  @Test func `missing pixels do not count, and one value or none is no reason to fail`() {
    var image = Image(rows: 4, columns: 4) { _, column in column < 2 ? 0 : 8 }
    image[0, 0] = .nan
    image[1, 1] = .infinity
    #expect(abs(image.otsuThreshold() - 4) < 0.01)
    #expect(Image(rows: 2, columns: 2, value: 3).otsuThreshold() == 3)
    #expect(Image(rows: 2, columns: 2, value: .nan).otsuThreshold().isNaN)
  }
}
