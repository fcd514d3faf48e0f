/// Where a fit begins, and when its end is doubted.
struct PeakFitStart {
  /// A, u, v, σu, σv, θ, offset: from the centre of gravity of what rises over half the patch's range.
  let parameters: InlineArray<7, Double>
  /// Half the sum of the squared differences from the patch's mean: the cost of a constant.
  let costOfConstant: Double
  let side: Int

  /// The original's start, for its patch of 15.
  static let original: InlineArray<7, Double> = [1, 6, 6, 3, 3, 0, 8]

  /// Where the position may lie, patch pixels.
  static func range(side: Int) -> ClosedRange<Double> { 1...Double(side - 1) }

  static func bounds(side: Int) -> LevenbergMarquardt.Bounds {
    var lower = InlineArray<7, Double>(repeating: -.infinity)
    var upper = InlineArray<7, Double>(repeating: .infinity)
    for k in 1...2 {
      lower[k] = range(side: side).lowerBound
      upper[k] = range(side: side).upperBound
    }
    return .init(lower: lower, upper: upper)
  }

  init(_ model: PeakFitModel, bottom: Double, top: Double) {
    side = model.side
    let half = bottom + 0.5 * (top - bottom)
    var (weight, row, column) = (0.0, 0.0, 0.0)
    var (sum, squares) = (0.0, 0.0)
    for u in 0..<side {
      for v in 0..<side {
        let value = model.values[u * side + v]
        let excess = max(value - half, 0)
        weight += excess
        row += excess * Double(u)
        column += excess * Double(v)
        sum += value - bottom
        squares += (value - bottom) * (value - bottom)
      }
    }
    let near = Self.range(side: side).lowerBound + 0.01
    let far = Self.range(side: side).upperBound - 0.01
    parameters = [
      top - bottom, min(max(row / weight, near), far), min(max(column / weight, near), far), 1.5, 1.5, 0,
      bottom,
    ]
    costOfConstant = 0.5 * (squares - sum * sum / Double(side * side))
  }

  /// Whether a fit ended so that another start may do better: unconverged, on a bound, upside down, or explaining
  /// less than half of the patch.
  func doubts(_ end: LevenbergMarquardt.Result) -> Bool {
    let p = end.parameters
    let range = Self.range(side: side)
    let inside =
      p[1] > range.lowerBound && p[1] < range.upperBound
      && p[2] > range.lowerBound && p[2] < range.upperBound
    return !end.converged || !inside || p[0] <= 0 || end.equations.cost > 0.5 * costOfConstant
  }
}
