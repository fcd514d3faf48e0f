import Numerics

/// A patch of a window's spectrum around a reflection, with what was fitted to it.
public struct PatchReview: Sendable {
  /// Rows below zero frequency of the first row, columns to the right of it of the first column; FFT pixels.
  public let firstRow, firstColumn: Int
  public let side: Int
  public let quantity: Quantity
  /// What was fitted, row after row: ``Quantity/logAmplitude`` is clipped as for the fit.
  public let data: [Double]
  /// What was fitted to it; nil when there was no result. For the estimators that fit no surface, the peak of a lone
  /// wave of the position and amplitude found, under the same taper.
  public let model: [Double]?
  /// The position found, from the patch's first row and column; NaN without one.
  public let row, column: Double

  public enum Quantity: String, Sendable {
    /// ln |X|.
    case logAmplitude = "ln |X|"
    /// |X|.
    case amplitude = "|X|"
  }

  /// data - model.
  public var residual: [Double]? { model.map { zip(data, $0).map { $0 - $1 } } }
}

extension PatchReview {
  /// A Gaussian on a constant, at the patch's pixels.
  static func gaussian(_ fit: PeakFit.Result, side: Int, scale: Double = 1) -> [Double]? {
    guard fit.converged else { return nil }
    let form = PeakFitForm([
      fit.amplitude, fit.row, fit.column, fit.widthRow, fit.widthColumn, fit.theta, fit.offset,
    ])
    return (0..<side * side).map { index in
      let (u, v) = (Double(index / side) - fit.row, Double(index % side) - fit.column)
      let exponent = form.a * u * u + 2 * form.b * u * v + form.c * v * v
      return scale * (fit.offset + fit.amplitude * Double.exp(-exponent))
    }
  }
}

/// The spectrum of a lone wave under a taper of which only a part lies in the image.
struct LoneWave {
  let window: Int
  let taper: [Double]
  /// Samples of the window that lie in the image.
  let rows, columns: Range<Int>

  /// |X| at the bins of a patch, of a wave whose |X| at its own position is `amplitude`.
  ///
  /// - Parameters:
  ///   - row: Of the wave, rows below zero frequency; FFT pixels; `column`, to the right of it.
  func amplitudes(row: Double, column: Double, amplitude: Double, firstRow: Int, firstColumn: Int, side: Int)
    -> [Double]
  {
    let down = (0..<side).map { share(Double(firstRow + $0) - row, rows) }
    let across = (0..<side).map { share(Double(firstColumn + $0) - column, columns) }
    return down.flatMap { r in across.map { amplitude * r * $0 } }
  }

  /// |Σ w exp(2πi f n/N)| / Σ w.
  private func share(_ frequency: Double, _ inside: Range<Int>) -> Double {
    var sum = Complex<Double>.zero
    var weight = 0.0
    for n in inside {
      sum += Complex(length: taper[n], phase: 2 * .pi * frequency * Double(n) / Double(window))
      weight += taper[n]
    }
    return weight > 0 ? sum.length / weight : 0
  }
}
