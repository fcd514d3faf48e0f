import Numerics

/// The position of a peak as an estimator finds it in one window, and how noise moves it.
struct PeakEstimate {
  /// Rows below zero frequency and columns to the right of it, FFT pixels.
  var row, column: Double
  /// |X|² there.
  var power: Double
  /// The covariance of the position in units of P/|X|², to first order in the noise.
  var gain: PositionCovariance
  /// Whether it lies on a bound.
  var isAtBound = false
  /// The Gaussian that was fitted, in units of the patch's largest amplitude; nil when none was.
  var fit: PeakFit.Result?
}

/// Variances and covariance of a position, FFT pixels squared.
package struct PositionCovariance: Hashable, Sendable {
  package var row, column, mixed: Double

  package init(row: Double, column: Double, mixed: Double = 0) {
    (self.row, self.column, self.mixed) = (row, column, mixed)
  }

  package static let unknown = PositionCovariance(row: .nan, column: .nan, mixed: .nan)

  package static func * (covariance: PositionCovariance, factor: Double) -> PositionCovariance {
    PositionCovariance(
      row: covariance.row * factor, column: covariance.column * factor, mixed: covariance.mixed * factor)
  }

  /// The variance of a displacement projected on (row, column).
  package func variance(along row: Double, _ column: Double) -> Double {
    row * row * self.row + 2 * row * column * mixed + column * column * self.column
  }
}

/// The correlation of noise between bins of a tapered spectrum, for white noise: h(Δr) h(Δc) with
///
///     h(m) = Σ w² cos(2π m t/N) / Σ w²
///
/// about the window's centre, which for a Hann taper is 1, 2/3, 1/6 and 0 from m = 3 on. Of the noise in a bin, only the
/// half of its power in phase with the signal moves the modulus: Cov(δ|X_k|, δ|X_l|) = P/2 h h.
struct BinCorrelation {
  /// h at 0, 1, 2.
  let lags: (Double, Double, Double)

  init(window: Int, taper: Taper) {
    let squares = taper.weights(window).map { $0 * $0 }
    func sum(_ lag: Int) -> Double {
      squares.indices.reduce(0) { sum, n in
        sum + squares[n] * .cos(.pi * Double(lag * (2 * n + 1 - window)) / Double(window))
      }
    }
    let power = sum(0)
    lags = (1, sum(1) / power, sum(2) / power)
  }
}
