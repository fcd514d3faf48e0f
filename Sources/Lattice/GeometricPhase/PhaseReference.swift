import Imaging
import Numerics

/// One point of a filtered image.
struct PhaseSample {
  /// Pixels down and to the right.
  var place: SIMD2<Double>
  var field: Complex<Double>
  /// Cycles per pixel down and to the right.
  var frequency: SIMD2<Double>
  /// Variance per pixel of white noise as strong as that near the reflection.
  var noise: Double
}

/// The frequency of a reflection over a region, by regression of the filtered image's phase on the position.
///
/// The mean phase gradient is a first value; with its carrier taken away the phase stays within half a turn of its mean,
/// and a plane is fitted to it by least squares, weighted with |H|². Where it does not, because the region holds more than
/// one lattice, or is smaller than what the filter resolves, the mean gradient is the value.
struct PhaseReference {
  /// Cycles per pixel down and to the right.
  private(set) var frequency = SIMD2(repeating: Double.nan)
  /// 1σ of each component, cycles per pixel.
  private(set) var sigma = SIMD2(repeating: Double.nan)

  /// - Parameters:
  ///   - centre: The frequency whose frame the fields are in.
  ///   - deviation: s of the filter, pixels down and to the right.
  init(_ samples: [PhaseSample], centre: SIMD2<Double>, deviation: SIMD2<Double>) {
    let weights = samples.map(\.field.lengthSquared)
    let total = weights.reduce(0, +)
    guard total > 0 else { return }
    func mean(_ value: (PhaseSample) -> SIMD2<Double>) -> SIMD2<Double> {
      zip(samples, weights).reduce(SIMD2.zero) { $0 + $1.1 * value($1.0) } / total
    }
    frequency = mean(\.frequency)
    let middle = mean(\.place)
    let squares = mean { ($0.place - middle) * ($0.place - middle) }
    let mixed = mean {
      SIMD2(repeating: ($0.place.x - middle.x) * ($0.place.y - middle.y))
    }.x
    let determinant = squares.x * squares.y - mixed * mixed
    let isWide = squares.x > deviation.x * deviation.x / 4 && squares.y > deviation.y * deviation.y / 4
    if isWide, determinant > 1e-6 * squares.x * squares.y {
      for _ in 0..<8 {
        guard let phases = Self.phases(samples, carrier: frequency - centre) else { break }
        var moment = SIMD2<Double>.zero
        for (index, sample) in samples.enumerated() {
          moment += weights[index] * phases[index] * (sample.place - middle)
        }
        moment /= 2 * .pi * total
        let change = SIMD2(
          squares.y * moment.x - mixed * moment.y, squares.x * moment.y - mixed * moment.x)
        frequency += change / determinant
      }
    }
    sigma = Self.sigma(samples, squares: squares, power: total / Double(samples.count), deviation: deviation)
  }

  /// Phases without a carrier, relative to their mean; nil when they are not within about a quarter of a turn of it.
  private static func phases(_ samples: [PhaseSample], carrier: SIMD2<Double>) -> [Double]? {
    let still = samples.map { sample in
      let turns = (carrier * sample.place).sum()
      return sample.field * Complex(length: 1, phase: -2 * .pi * (turns - turns.rounded()))
    }
    let sum = still.reduce(Complex.zero, +)
    guard sum.length > 0.7 * still.reduce(0, { $0 + $1.length }) else { return nil }
    return still.map { ($0 * sum.conjugate).phase }
  }

  /// To first order, of noise N of power S the phase's error is N's mean under w over |H|, and of the slope fitted over a
  /// region that is a Gaussian of deviations a, N's mean under -∂w', where w' has the variance b² = a² + s²:
  ///
  ///     σ²(2πf) = S / (2 |H|²) / (8π b³ b⊥)
  ///
  /// An evenly weighted region L wide has as much as a Gaussian of 0.24 L. Without any extent it is the gradient's own σ.
  private static func sigma(
    _ samples: [PhaseSample], squares: SIMD2<Double>, power: Double, deviation: SIMD2<Double>
  ) -> SIMD2<Double> {
    let noise = samples.reduce(0) { $0 + $1.noise } / Double(samples.count)
    // L² is 12 times the mean square from the middle.
    let extents = 12 * (1 / (96 * Double.pi)).squareRoot() * squares
    let b = (extents + deviation * deviation).squareRoot()
    let area = b.x * b.y
    let variance = noise / (2 * power) / (8 * Double.pi * area * b * b)
    return variance.squareRoot() / (2 * Double.pi)
  }
}
