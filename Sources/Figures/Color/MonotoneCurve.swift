/// A smooth curve through values at 0, 1, 2, … that rises and falls only where they do: no edges that the eye would
/// take for a feature of the map, and no turning back of its lightness.
///
/// Cubic Hermite pieces with harmonic-mean slopes (F. N. Fritsch and J. Butland, SIAM J. Sci. Stat. Comput. 5, 300
/// (1984)).
struct MonotoneCurve {
  private let values: [Double]
  private let slopes: [Double]

  /// - Precondition: two values or more.
  init(_ values: [Double]) {
    precondition(values.count >= 2)
    self.values = values
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    slopes = values.indices.map { index in
      if index == 0 { return steps[0] }
      if index == steps.count { return steps[index - 1] }
      let (before, after) = (steps[index - 1], steps[index])
      return before * after > 0 ? 2 * before * after / (before + after) : 0
    }
  }

  /// The curve's value at a place between 0 and the number of values less one.
  func value(at position: Double) -> Double {
    let index = min(max(Int(position), 0), values.count - 2)
    let t = position - Double(index)
    let step = values[index + 1] - values[index]
    let rest = slopes[index] - step
    let bend = slopes[index + 1] - step
    return values[index] + t * (step + (1 - t) * ((1 - t) * rest - t * bend))
  }
}
