import Numerics

/// The reassigned frequency of a peak: where the phase of the windowed Fourier sum says that it is.
///
/// With X(f) the sum over a tapered window about its centre and X'(f) the same sum with the taper replaced by its
/// derivative along one axis, f - Im(X'/X) N/2π is the frequency of a lone wave (Auger & Flandrin, IEEE Trans. Signal
/// Process. 43, 1068, 1995). It is taken three times, from the brightest bin on. To first order in white noise of power P
/// a bin, both coordinates have the variance
///
///     σ² = (N/2π)² Σw'²/Σw² P / 2|X|²,
///
/// which is P / 6|X|² for a Hann taper, and are not correlated.
final class PhaseEstimator {
  private static let passes = 3

  private let sums: FractionalSums
  private let scale: Double
  private let gain: PositionCovariance

  init(window: Int, taper: Taper) {
    sums = FractionalSums(window: window, taper: taper)
    scale = Double(window) / (2 * .pi)
    let squares = { (values: [Double]) in values.reduce(0) { $0 + $1 * $1 } }
    let ratio = squares(taper.slopes(window) ?? []) / squares(taper.weights(window))
    gain = PositionCovariance(row: 0.5 * scale * scale * ratio, column: 0.5 * scale * scale * ratio)
  }

  /// Takes a window's tapered samples.
  func load(_ samples: UnsafePointer<Double>) { sums.load(samples) }

  /// The peak that the phase leads to from a bin; nil when that leads out of the patch.
  ///
  /// - Parameters:
  ///   - row: Rows below zero frequency, FFT pixels; `column` to the right of it, likewise.
  func estimate(fromRow row: Int, column: Int, rows: ClosedRange<Double>, columns: ClosedRange<Double>)
    -> PeakEstimate?
  {
    var (row, column) = (Double(row), Double(column))
    var power = 0.0
    for _ in 0..<Self.passes {
      let sums = sums.sums(row: row, column: column)
      power = sums.power
      guard power > 0 else { return nil }
      row -= scale * (sums.alongRows * sums.value.conjugate).imaginary / power
      column -= scale * (sums.alongColumns * sums.value.conjugate).imaginary / power
      // A step from a power of nearly nothing may lead anywhere, or be NaN.
      guard rows.contains(row) && columns.contains(column) else { return nil }
    }
    return PeakEstimate(row: row, column: column, power: power, gain: gain)
  }
}
