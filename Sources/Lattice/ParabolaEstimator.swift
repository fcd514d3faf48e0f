import Numerics

/// The vertex of two parabolas, along rows and columns, through the log amplitudes of the brightest bin of a patch and
/// its neighbours.
struct ParabolaEstimator {
  let side: Int
  let correlation: BinCorrelation

  /// - Parameters:
  ///   - patch: Log amplitudes, row after row.
  ///   - row: Row of the brightest bin in the patch; `column` its column.
  /// - Returns: The position in the patch; nil where the brightest bin lies on the patch's border, and its covariance per
  ///   P/|X|², given |X| in `amplitude`.
  func estimate(
    _ patch: UnsafeMutableBufferPointer<Double>, row: Int, column: Int, amplitude: (Double, Double) -> Double
  ) -> PeakEstimate? {
    let inside = 1..<side - 1
    guard inside.contains(row) && inside.contains(column) else { return nil }
    let centre = row * side + column
    let down = Parabola(patch[centre - side], patch[centre], patch[centre + side])
    let across = Parabola(patch[centre - 1], patch[centre], patch[centre + 1])
    let (y, x) = (Double(row) + down.vertex, Double(column) + across.vertex)
    guard y.isFinite && x.isFinite else { return nil }
    let modulus = amplitude(y, x)
    // Responses to the moduli of the bins, in units of 1/|X|.
    let a = down.responses(modulus)
    let b = across.responses(modulus)
    let (h0, h1, h2) = correlation.lags
    func variance(_ a: (Double, Double, Double)) -> Double {
      0.5
        * (h0 * (a.0 * a.0 + a.1 * a.1 + a.2 * a.2) + 2 * h1 * (a.0 * a.1 + a.1 * a.2) + 2 * h2 * a.0 * a.2)
    }
    let (ends, other) = (a.0 + a.2, b.0 + b.2)
    let mixed = 0.5 * (h0 * a.1 * b.1 + h1 * (ends * b.1 + a.1 * other) + h1 * h1 * ends * other)
    return PeakEstimate(
      row: y, column: x, power: modulus * modulus,
      gain: PositionCovariance(row: variance(a), column: variance(b), mixed: mixed))
  }
}

/// A parabola through three values at -1, 0, 1.
private struct Parabola {
  let values: (Double, Double, Double)
  private let slope, bend: Double

  init(_ before: Double, _ middle: Double, _ after: Double) {
    values = (before, middle, after)
    slope = before - after
    bend = before - 2 * middle + after
  }

  /// Where it is largest; the middle where it is flat.
  var vertex: Double { bend == 0 ? 0 : 0.5 * slope / bend }

  /// Change of the vertex with the modulus of each bin, whose logarithms the values are, times a modulus.
  func responses(_ modulus: Double) -> (Double, Double, Double) {
    let factor = 0.5 / (bend * bend)
    return (
      factor * (bend - slope) * modulus * .exp(-values.0), factor * 2 * slope * modulus * .exp(-values.1),
      factor * (-bend - slope) * modulus * .exp(-values.2)
    )
  }
}
