import Numerics

/// The reassigned frequency of a peak: where the phase of the windowed Fourier sum says that it is.
///
/// With X(f) the sum over a tapered window about its centre and X'(f) the same sum with the taper replaced by its
/// derivative along one axis, f - Im(X'/X) N/2π is the frequency of a lone wave (Auger & Flandrin, IEEE Trans. Signal
/// Process. 43, 1068, 1995). It is taken again and again, from the brightest bin on: the first pass finds a lone wave,
/// but where a lattice ends within the window a pass may leave half of the way. To first order in white noise of power P
/// a bin, both coordinates have the variance
///
///     σ² = (N/2π)² Σw'²/Σw² P / 2|X|²,
///
/// which is P / 6|X|² for a Hann taper, and are not correlated. ``PhaseGain`` has what becomes of it where the window
/// leaves the image.
final class PhaseEstimator {
  private static let passes = 12
  /// FFT pixels.
  private static let tolerance = 1e-5

  private let sums: FractionalSums

  init(window: Int, taper: Taper) {
    sums = FractionalSums(window: window, taper: taper)
  }

  /// Takes a window's tapered samples.
  func load(_ samples: UnsafePointer<Double>) { sums.load(samples) }

  /// The peak that the phase leads to from a bin; nil when that leads out of the patch.
  ///
  /// - Parameters:
  ///   - row: Rows below zero frequency, FFT pixels; `column` to the right of it, likewise.
  ///   - down: What a phase means along columns; `across`, along rows.
  func estimate(
    fromRow row: Int, column: Int, rows: ClosedRange<Double>, columns: ClosedRange<Double>,
    down: PhaseGain.Axis, across: PhaseGain.Axis
  ) -> PeakEstimate? {
    let gain = PositionCovariance(row: down.variance, column: across.variance)
    var (down, across) = (Secant(down.step), Secant(across.step))
    var (row, column) = (Double(row), Double(column))
    var power = 0.0
    for _ in 0..<Self.passes {
      let sums = sums.sums(row: row, column: column)
      power = sums.power
      guard power > 0 else { return nil }
      row += down.step((sums.alongRows * sums.value.conjugate).imaginary / power)
      column += across.step((sums.alongColumns * sums.value.conjugate).imaginary / power)
      // A step from a power of nearly nothing may lead anywhere, or be NaN.
      guard rows.contains(row) && columns.contains(column) else { return nil }
      if max(abs(down.move), abs(across.move)) < Self.tolerance { break }
    }
    return PeakEstimate(row: row, column: column, power: power, gain: gain)
  }
}

/// Steps along one axis to where the phase moves nothing any more: each move is divided by the share of the way that it
/// is, as the one before tells.
private struct Secant {
  /// FFT pixels for Im(X'/X).
  private let pixels: Double
  private var length = 0.0
  /// By how much the phase moves the position, FFT pixels.
  private(set) var move = 0.0

  init(_ pixels: Double) { self.pixels = pixels }

  /// The step that follows from Im(X'/X).
  mutating func step(_ phase: Double) -> Double {
    let before = move
    move = -pixels * phase
    let share = length * length > 1e-10 ? min(max((before - move) / length, 0.25), 1.5) : 1
    length = move / share
    return length
  }
}
