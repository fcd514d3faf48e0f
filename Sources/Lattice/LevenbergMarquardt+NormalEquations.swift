/// Half the sum of squared residuals of a model of seven parameters, with its derivatives.
///
/// Of the matrices the lower triangle is read: (row, column) at `7 * row + column`.
package struct NormalEquations {
  /// Half the sum of the squared residuals.
  package var cost = 0.0
  /// Jᵀr.
  package var gradient = InlineArray<7, Double>(repeating: 0)
  /// JᵀJ, which is never negative.
  package var matrix = InlineArray<49, Double>(repeating: 0)
  /// The second derivatives of the cost: JᵀJ and what the residuals add to it.
  package var hessian = InlineArray<49, Double>(repeating: 0)

  package init() {}

  /// The decrease of the cost that a quadratic model promises along a step: that with JᵀJ, or with the Hessian.
  func decrease(along step: InlineArray<7, Double>, exact: Bool) -> Double {
    exact ? decrease(along: step, hessian) : decrease(along: step, matrix)
  }

  private func decrease(along step: InlineArray<7, Double>, _ matrix: InlineArray<49, Double>) -> Double {
    var slope = 0.0
    var curvature = 0.0
    for i in 0..<7 {
      slope += gradient[i] * step[i]
      var row = 0.5 * matrix[8 * i] * step[i]
      for j in 0..<i { row += matrix[7 * i + j] * step[j] }
      curvature += row * step[i]
    }
    return -slope - curvature
  }

  /// Solves (H + λ diag H) δ = -g for the parameters that are not held; `step` holds the fixed steps of those that are.
  ///
  /// - Parameter exact: Whether H is the Hessian, or else JᵀJ.
  /// - Returns: Whether the damped matrix is positive definite; if not, `step` is unchanged.
  func solve(
    exact: Bool, damping: Double, held: InlineArray<7, Bool>, step: inout InlineArray<7, Double>
  ) -> Bool {
    exact ? solve(hessian, damping, held, &step) : solve(matrix, damping, held, &step)
  }

  private func solve(
    _ matrix: InlineArray<49, Double>, _ damping: Double, _ held: InlineArray<7, Bool>,
    _ step: inout InlineArray<7, Double>
  ) -> Bool {
    var factor = matrix
    var y = InlineArray<7, Double>(repeating: 0)
    var largest = 0.0
    for k in 0..<7 { largest = max(largest, matrix[8 * k]) }
    // A parameter without any effect (θ of a round peak) gets a little weight of its own, and stays where it is.
    let least = 1e-15 * largest
    for i in 0..<7 {
      if held[i] {
        for j in 0..<i { factor[7 * i + j] = 0 }
        for j in (i + 1)..<max(7, i + 1) { factor[7 * j + i] = 0 }
        factor[8 * i] = 1
        y[i] = step[i]
      } else {
        factor[8 * i] = matrix[8 * i] + damping * matrix[8 * i] + least
        y[i] = -gradient[i]
        for j in 0..<7 where held[j] { y[i] -= matrix[i > j ? 7 * i + j : 7 * j + i] * step[j] }
      }
    }
    guard Self.factorise(&factor) else { return false }
    Self.substitute(factor, &y)
    for k in 0..<7 where !y[k].isFinite { return false }
    step = y
    return true
  }

  /// The diagonal of H⁻¹ over the parameters that are not held (0 for those), or nil where H is singular.
  package func inverseDiagonal(held: InlineArray<7, Bool>) -> InlineArray<7, Double>? {
    var factor = matrix
    for i in 0..<7 where held[i] {
      for j in 0..<i { factor[7 * i + j] = 0 }
      for j in (i + 1)..<max(7, i + 1) { factor[7 * j + i] = 0 }
      factor[8 * i] = 1
    }
    guard Self.factorise(&factor) else { return nil }
    var diagonal = InlineArray<7, Double>(repeating: 0)
    for k in 0..<7 where !held[k] {
      var column = InlineArray<7, Double>(repeating: 0)
      column[k] = 1
      Self.substitute(factor, &column)
      guard column[k].isFinite else { return nil }
      diagonal[k] = column[k]
    }
    return diagonal
  }

  /// A column of the inverse of the Hessian; of JᵀJ where that is not positive definite; nil where neither is, not even
  /// with the last but one parameter held, as θ of a round peak must be.
  func inverseColumn(_ index: Int) -> InlineArray<7, Double>? {
    for holdsAngle in [false, true] {
      for var factor in [hessian, matrix] {
        if holdsAngle {
          for j in 0..<7 {
            factor[j < 5 ? 35 + j : 7 * j + 5] = 0
          }
          factor[40] = 1
        }
        guard Self.factorise(&factor) else { continue }
        var column = InlineArray<7, Double>(repeating: 0)
        column[index] = 1
        Self.substitute(factor, &column)
        return column
      }
    }
    return nil
  }

  /// Cholesky's factor L of a symmetric matrix, in place of its lower triangle.
  private static func factorise(_ a: inout InlineArray<49, Double>) -> Bool {
    for j in 0..<7 {
      let before = a[8 * j]
      var pivot = before
      for k in 0..<j { pivot -= a[7 * j + k] * a[7 * j + k] }
      // What is left of a pivot after cancellation of all its digits is noise.
      guard pivot > 1e-15 * before else { return false }
      let root = pivot.squareRoot()
      a[8 * j] = root
      for i in (j + 1)..<max(7, j + 1) {
        var sum = a[7 * i + j]
        for k in 0..<j { sum -= a[7 * i + k] * a[7 * j + k] }
        a[7 * i + j] = sum / root
      }
    }
    return true
  }

  /// Solves L Lᵀ x = y in place.
  private static func substitute(_ factor: InlineArray<49, Double>, _ y: inout InlineArray<7, Double>) {
    for i in 0..<7 {
      for k in 0..<i { y[i] -= factor[7 * i + k] * y[k] }
      y[i] /= factor[8 * i]
    }
    for i in stride(from: 6, through: 0, by: -1) {
      for k in (i + 1)..<max(7, i + 1) { y[i] -= factor[7 * k + i] * y[k] }
      y[i] /= factor[8 * i]
    }
  }
}
