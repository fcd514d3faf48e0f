import Numerics

/// Fourier sums of one tapered window at frequencies between the bins, about the window's centre, with those for the
/// taper's derivative along either axis.
///
/// The window is folded about its vertical middle once, x(t) ± x(-t), so that sines and cosines need half the products;
/// each sum is then one pass over the rows. An instance owns its buffers and serves one thread at a time.
package final class FractionalSums {
  /// X(f), and the same sum with the taper w replaced by dw/dn along rows (downwards) or columns.
  package struct Sums {
    package var value = Complex<Double>.zero
    package var alongRows = Complex<Double>.zero
    package var alongColumns = Complex<Double>.zero

    package var power: Double { value.lengthSquared }
  }

  private let window: Int
  /// Distances from the centre on one side, rounded up to an even number of places.
  private let half: Int
  /// w'/w at a distance from the centre, 0 where w is.
  private let ratio: [Double]
  /// For each row, x(t) + x(-t) and then x(t) - x(-t), t falling from (N-1)/2.
  private let folded: UnsafeMutablePointer<Double>
  /// cos, sin, w'/w cos, w'/w sin of 2π f t / N, each over `half` places.
  private let kernel: UnsafeMutablePointer<Double>

  /// - Precondition: The taper falls to zero at its ends.
  package init(window: Int, taper: Taper) {
    guard let slopes = taper.slopes(window) else { preconditionFailure("\(taper) has no derivative") }
    self.window = window
    let places = (window + 1) / 2
    half = (places + 1) / 2 * 2
    let weights = taper.weights(window)
    // The far side, t > 0.
    ratio = (0..<half).map { j in
      guard j < places, weights[window - 1 - j] > 1e-12 else { return 0 }
      return slopes[window - 1 - j] / weights[window - 1 - j]
    }
    folded = .allocate(capacity: 2 * half * window)
    folded.initialize(repeating: 0, count: 2 * half * window)
    kernel = .allocate(capacity: 4 * half)
    kernel.initialize(repeating: 0, count: 4 * half)
  }

  deinit {
    folded.deallocate()
    kernel.deallocate()
  }

  /// Takes a window's N × N tapered samples, row after row.
  package func load(_ samples: UnsafePointer<Double>) {
    let last = window - 1
    for r in 0..<window {
      let line = samples + r * window
      let sum = folded + 2 * half * r
      let difference = sum + half
      for j in 0..<window / 2 {
        sum[j] = line[last - j] + line[j]
        difference[j] = line[last - j] - line[j]
      }
      if window % 2 == 1 { sum[window / 2] = line[window / 2] }
    }
  }

  /// The sums at a frequency.
  ///
  /// - Parameters:
  ///   - row: Rows below zero frequency, FFT pixels; any fraction.
  ///   - column: Columns to the right of zero frequency.
  package func sums(row: Double, column: Double) -> Sums {
    fillKernel(column)
    var result = Sums()
    let step = Complex(length: 1, phase: -2 * .pi * row / Double(window))
    var phasor = Complex<Double>.one
    for r in 0..<window {
      if r % 32 == 0 {
        let t = Double(r) - Double(window - 1) / 2
        phasor = Complex(length: 1, phase: -2 * .pi * row / Double(window) * t)
      }
      let line = contract(folded + 2 * half * r)
      let value = phasor * line.value
      result.value += value
      result.alongRows += value.multiplied(by: r < window / 2 ? -ratio[r] : ratio[window - 1 - r])
      result.alongColumns += phasor * line.slope
      phasor *= step
    }
    return result
  }

  /// The phasors along columns at a frequency.
  private func fillKernel(_ column: Double) {
    let turns = 2 * .pi * column / Double(window)
    let step = Complex(length: 1, phase: -turns)
    var phasor = Complex<Double>.one
    for j in 0..<half {
      if j % 32 == 0 { phasor = Complex(length: 1, phase: turns * (Double(window - 1) / 2 - Double(j))) }
      kernel[j] = phasor.real
      kernel[half + j] = phasor.imaginary
      kernel[2 * half + j] = ratio[j] * phasor.real
      kernel[3 * half + j] = ratio[j] * phasor.imaginary
      phasor *= step
    }
  }

  /// One row's sums over columns with exp(-2πi f t/N), and with w'/w times that.
  @inline(__always)
  private func contract(_ line: UnsafeMutablePointer<Double>) -> (
    value: Complex<Double>, slope: Complex<Double>
  ) {
    typealias Pair = SIMD2<Double>
    let data = UnsafeRawPointer(line)
    let phasors = UnsafeRawPointer(kernel)
    let block = half * MemoryLayout<Double>.stride
    var (cosine, sine, slopeCosine, slopeSine) = (Pair.zero, Pair.zero, Pair.zero, Pair.zero)
    for offset in stride(from: 0, to: block, by: MemoryLayout<Pair>.stride) {
      let sum = data.loadUnaligned(fromByteOffset: offset, as: Pair.self)
      let difference = data.loadUnaligned(fromByteOffset: block + offset, as: Pair.self)
      cosine += sum * phasors.loadUnaligned(fromByteOffset: offset, as: Pair.self)
      sine += difference * phasors.loadUnaligned(fromByteOffset: block + offset, as: Pair.self)
      slopeCosine += difference * phasors.loadUnaligned(fromByteOffset: 2 * block + offset, as: Pair.self)
      slopeSine += sum * phasors.loadUnaligned(fromByteOffset: 3 * block + offset, as: Pair.self)
    }
    return (Complex(cosine.sum(), -sine.sum()), Complex(slopeCosine.sum(), -slopeSine.sum()))
  }
}
