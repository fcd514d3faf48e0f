import Figures
import Testing

struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.0...1.0, 5, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
    (-0.0077...0.0077, 5, ["−0.005", "0.000", "0.005"]),
    (0.23368...0.23730, 5, ["0.234", "0.235", "0.236", "0.237"]),
    (370.0...5150.0, 6, ["1000", "2000", "3000", "4000", "5000"]),
    (-10.0...10.0, 5, ["−10", "−5", "0", "5", "10"]),
  ])
  func `ticks are round and have as many digits as they need`(
    range: ClosedRange<Double>, limit: Int, labels: [String]
  ) {
    #expect(Ticks(in: range, limit: limit).labels == labels)
  }

  @Test(arguments: [
    (0.0...4e-4, -4, ["0", "1", "2", "3", "4"]),
    (0.0...2.5e6, 6, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
  ])
  func `large and small numbers share a power of ten`(
    range: ClosedRange<Double>, exponent: Int, labels: [String]
  ) {
    let ticks = Ticks(in: range, limit: 6)
    #expect(ticks.exponent == exponent)
    #expect(ticks.labels == labels)
  }

  @Test func `values are the decimal numbers themselves`() {
    #expect(Ticks(in: 0...0.3, limit: 4).values == [0, 0.1, 0.2, 0.3])
  }

  @Test func `any range gets 2 to the limit of ticks, all inside`() {
    var generator = SplitMix(state: 1)
    for _ in 0..<2000 {
      let low = (generator.unit() - 0.5) * power(10, Int(generator.unit() * 40) - 20)
      let range = low...low + abs(low) * power(10, -Int(generator.unit() * 6)) + 1e-30
      let limit = 3 + Int(generator.unit() * 5)
      let ticks = Ticks(in: range, limit: limit)
      #expect((1...limit).contains(ticks.values.count), "\(range)")
      let slack = 1e-8 * (range.upperBound - range.lowerBound)
      #expect(ticks.values.allSatisfy { $0 >= range.lowerBound - slack && $0 <= range.upperBound + slack })
      #expect(Set(ticks.labels).count == ticks.labels.count, "\(ticks.labels)")
    }
  }

  @Test(arguments: [
    (25, -3, "0.025"), (-2, 3, "−2000"), (0, 2, "0"), (0, -1, "0.0"), (5, 0, "5"), (-125, -2, "−1.25"),
  ])
  func `decimal numbers are written out`(mantissa: Int, exponent: Int, text: String) {
    #expect(decimalText(mantissa, exponent: exponent) == text)
  }

  @Test func `a power stands in superscript`() {
    #expect(superscript(-12) == "⁻¹²")
    #expect(superscript(30) == "³⁰")
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1) { value, _ in exponent < 0 ? value / base : value * base }
  }

  private struct SplitMix {
    var state: UInt64
    mutating func unit() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 11) / 9007199254740992
    }
  }
}
