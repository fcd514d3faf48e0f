import Lattice
import Numerics
import Testing

struct FractionalSumsTests {
  @Test(arguments: [16, 17, 30, 63, 64])
  func `the sums are Fourier sums of the window and of its derivatives`(window: Int) throws {
    var generator = SplitMix64(state: 3)
    let samples = (0..<window * window).map { _ in Double.random(in: -1...1, using: &generator) }
    let taper = Taper.hann
    let weights = taper.weights(window)
    let slopes = try #require(taper.slopes(window))
    var tapered = samples
    for r in 0..<window {
      for c in 0..<window { tapered[r * window + c] *= weights[r] * weights[c] }
    }
    let sums = FractionalSums(window: window, taper: taper)
    tapered.withUnsafeBufferPointer { if let base = $0.baseAddress { sums.load(base) } }
    for (row, column) in [(3.0, 5.0), (-4.37, 2.21), (0, -6.5)] {
      func direct(_ down: [Double], _ across: [Double]) -> Complex<Double> {
        var sum = Complex<Double>.zero
        for r in 0..<window {
          for c in 0..<window {
            let (y, x) = (Double(r) - Double(window - 1) / 2, Double(c) - Double(window - 1) / 2)
            let phase = -2 * .pi * (row * y + column * x) / Double(window)
            sum += Complex(down[r] * across[c] * samples[r * window + c]) * Complex(length: 1, phase: phase)
          }
        }
        return sum
      }
      let result = sums.sums(row: row, column: column)
      #expect((result.value - direct(weights, weights)).length < 1e-10)
      #expect((result.alongRows - direct(slopes, weights)).length < 1e-10)
      #expect((result.alongColumns - direct(weights, slopes)).length < 1e-10)
    }
  }

  @Test(arguments: [Taper.hann, .blackman])
  func `the slopes are the derivative of the weights`(taper: Taper) throws {
    // Between the samples of 2001 lie those of 4001.
    let (weights, slopes) = (taper.weights(4001), try #require(taper.slopes(2001)))
    for n in stride(from: 1, to: 2000, by: 37) {
      #expect(abs(slopes[n] - (weights[2 * n + 1] - weights[2 * n - 1])) < 1e-8)
    }
    #expect(Taper.hamming.slopes(64) == nil && Taper.rectangular.slopes(64) == nil)
  }
}
