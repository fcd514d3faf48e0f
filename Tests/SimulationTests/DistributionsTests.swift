import Foundation
import Simulation
import Testing

struct DistributionsTests {
  static let draws = 200_000

  /// The first four standardised moments of a sample.
  static func moments(_ values: [Double]) -> (
    mean: Double, variance: Double, skewness: Double, kurtosis: Double
  ) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    func central(_ power: Int) -> Double { values.reduce(0) { $0 + pow($1 - mean, Double(power)) } / n }
    let variance = central(2)
    return (mean, variance, central(3) / pow(variance, 1.5), central(4) / (variance * variance))
  }

  @Test func `uniform numbers lie evenly between 0 and 1, both excluded`() {
    var random = Xoshiro256(seed: 3)
    let values = (0..<Self.draws).map { _ in random.uniform() }
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    let m = Self.moments(values)
    #expect(abs(m.mean - 0.5) < 0.003 && abs(m.variance - 1 / 12.0) < 0.001 && abs(m.kurtosis - 1.8) < 0.02)
  }

  @Test func `normal deviates have the moments of a normal distribution`() {
    var random = Xoshiro256(seed: 4)
    let m = Self.moments((0..<Self.draws).map { _ in random.normal() })
    #expect(abs(m.mean) < 0.01 && abs(m.variance - 1) < 0.015)
    #expect(abs(m.skewness) < 0.025 && abs(m.kurtosis - 3) < 0.05)
  }

  @Test(arguments: [0.1, 1, 5, 9.99, 10, 12, 40, 400, 1e5, 1e9])
  func `Poisson deviates have the moments of a Poisson distribution`(mean: Double) {
    var random = Xoshiro256(seed: 5)
    let values = (0..<Self.draws).map { _ in random.poisson(mean: mean) }
    #expect(values.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    let m = Self.moments(values)
    let n = Double(Self.draws)
    // Four to five standard errors of each moment.
    #expect(abs(m.mean - mean) < 4.5 * (mean / n).squareRoot())
    #expect(abs(m.variance / mean - 1) < 4.5 * ((2 + 1 / mean) / n).squareRoot())
    #expect(abs(m.skewness - 1 / mean.squareRoot()) < 0.06 + 0.03 / mean.squareRoot())
  }

  @Test(arguments: [3.0, 10, 30])
  func `Poisson deviates fall on each count as often as they should`(mean: Double) {
    var random = Xoshiro256(seed: 6)
    var frequency: [Int: Int] = [:]
    for _ in 0..<Self.draws { frequency[Int(random.poisson(mean: mean)), default: 0] += 1 }
    var (chiSquare, cells) = (0.0, 0)
    for count in 0..<200 {
      let expected = Double(Self.draws) * exp(Double(count) * log(mean) - mean - lgamma(Double(count) + 1))
      guard expected > 10 else { continue }
      let difference = Double(frequency[count] ?? 0) - expected
      chiSquare += difference * difference / expected
      cells += 1
    }
    // Mean `cells`, variance twice that.
    #expect(abs(chiSquare - Double(cells)) < 4 * (2 * Double(cells)).squareRoot())
  }

  @Test func `a mean of 0 gives 0`() {
    var random = Xoshiro256(seed: 7)
    #expect((0..<100).allSatisfy { _ in random.poisson(mean: 0) == 0 })
  }
}
