import Simulation
import Testing

struct AmorphousSupportTests {
  @Test func `speckle has mean 0 and variance 1 and is smooth over a pixel`() {
    var random = Xoshiro256(seed: 1)
    let side = 128
    let values = AmorphousSupport.speckle(side: side, pixelSize: 0.0333, random: &random) {}
    #expect(values.count == side * side)
    let n = Double(values.count)
    #expect(abs(values.reduce(0, +) / n) < 1e-12)
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } / n - 1) < 1e-12)
    // Neighbours 0.033 nm apart are alike, pixels a period of the band apart are not.
    func correlation(_ lag: Int) -> Double {
      var sum = 0.0
      for row in 0..<side {
        for column in 0..<side {
          sum += values[row * side + column] * values[row * side + (column + lag) % side]
        }
      }
      return sum / n
    }
    #expect(correlation(1) > 0.85 && abs(correlation(40)) < 0.1)
  }

  @Test func `pixels too coarse for the band give no speckle`() {
    var random = Xoshiro256(seed: 1)
    let values = AmorphousSupport.speckle(side: 16, pixelSize: 20, random: &random) {}
    #expect(values.allSatisfy { $0 == 0 })
  }
}
