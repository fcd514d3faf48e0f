/// A sum of squares of seven parameters, with its derivatives.
package protocol LeastSquaresModel {
  /// Cost, gradient and Gauss–Newton matrix at `parameters`; a cost that is not finite marks a forbidden place.
  func normalEquations(at parameters: InlineArray<7, Double>) -> NormalEquations
}

/// Bounded nonlinear least squares by Levenberg and Marquardt's method.
///
/// Each step solves (H + λ diag H) δ = -g, with H = JᵀJ. A bounded parameter that a step would carry over its bound is
/// put on it and the others are solved for again; one that lies on a bound stays there as long as the gradient
/// presses against it (an active set, as in scipy's `dogbox`). Near the minimum, where JᵀJ alone would converge slowly
/// because residuals remain, H is the full Hessian as long as that is positive definite. λ follows the gain ratio as in K. Madsen, H. B. Nielsen
/// and O. Tingleff, *Methods for Non-Linear Least Squares Problems* (2004), section 3.2. Nothing is allocated.
package struct LevenbergMarquardt {
  /// The interval of a parameter; infinite where it is free.
  package struct Bounds {
    package var lower: InlineArray<7, Double>
    package var upper: InlineArray<7, Double>

    package init(lower: InlineArray<7, Double>, upper: InlineArray<7, Double>) {
      self.lower = lower
      self.upper = upper
    }
  }

  package struct Result {
    package var parameters: InlineArray<7, Double>
    /// Cost and derivatives at ``parameters``.
    package var equations: NormalEquations
    /// Evaluations of the model.
    package var evaluations: Int
    /// Whether the decrease that a further step promises fell under the tolerance.
    package var converged: Bool
  }

  package var bounds: Bounds
  /// A fit has converged when a step promises, and brings, less than this fraction of the cost.
  package var tolerance = 1e-14
  package var maximumEvaluations = 700
  /// A fit that has used up its evaluations counts as converged when its last step brought less than this fraction of
  /// the cost: along the valley of a peak narrower than a bin, whose height grows without end (scipy's `ftol`).
  package var looseTolerance = 1e-8
  /// A step that promised less than this fraction of the cost is followed by one with the full Hessian.
  package var nearness = 1e-2
  /// λ of the first step, as a fraction of the diagonal of H.
  package var initialDamping = 1e-3

  package init(bounds: Bounds) { self.bounds = bounds }

  /// Minimises from `start`, which is moved into the bounds first.
  package func minimise(_ model: some LeastSquaresModel, from start: InlineArray<7, Double>) -> Result {
    var x = start
    for k in 0..<7 { x[k] = min(max(x[k], bounds.lower[k]), bounds.upper[k]) }
    var equations = model.normalEquations(at: x)
    var evaluations = 1
    var damping = initialDamping
    var growth = 2.0
    guard equations.cost.isFinite else {
      return Result(parameters: x, equations: equations, evaluations: evaluations, converged: false)
    }
    var near = false
    var lastDecrease = Double.infinity
    while evaluations < maximumEvaluations {
      let exactStep = near ? boundedStep(from: x, equations, damping, exact: true) : nil
      guard let step = exactStep ?? boundedStep(from: x, equations, damping, exact: false) else {
        damping = max(damping * growth, 1e-12)
        growth *= 2
        if damping > 1e20 { break }
        continue
      }
      let promised = equations.decrease(along: step, exact: exactStep != nil)
      near = promised <= nearness * equations.cost
      let threshold = tolerance * equations.cost
      var moved = x
      for k in 0..<7 { moved[k] = min(max(x[k] + step[k], bounds.lower[k]), bounds.upper[k]) }
      let trial = model.normalEquations(at: moved)
      evaluations += 1
      let brought = equations.cost - trial.cost
      if trial.cost.isFinite && brought >= 0 && brought >= 1e-4 * promised {
        x = moved
        equations = trial
        lastDecrease = brought
        let gain = brought / max(promised, .leastNormalMagnitude)
        let bend = 2 * gain - 1
        damping *= max(1.0 / 10, 1 - bend * bend * bend)
        growth = 2
        if promised <= threshold && brought <= threshold {
          return Result(parameters: x, equations: equations, evaluations: evaluations, converged: true)
        }
      } else {
        // At the bottom the cost is flat to the last bit: no step can be seen to bring anything.
        if promised <= threshold {
          return Result(parameters: x, equations: equations, evaluations: evaluations, converged: true)
        }
        damping *= growth
        growth *= 2
        if !(damping < 1e20) { break }
      }
    }
    return Result(
      parameters: x, equations: equations, evaluations: evaluations,
      converged: evaluations >= maximumEvaluations && lastDecrease <= looseTolerance * equations.cost)
  }

  /// The damped step within the bounds, or nil where the damped matrix is not positive definite.
  private func boundedStep(
    from x: InlineArray<7, Double>, _ equations: NormalEquations, _ damping: Double, exact: Bool
  ) -> InlineArray<7, Double>? {
    var held = InlineArray<7, Bool>(repeating: false)
    var step = InlineArray<7, Double>(repeating: 0)
    for k in 0..<7 {
      let slope = equations.gradient[k]
      held[k] = (x[k] <= bounds.lower[k] && slope > 0) || (x[k] >= bounds.upper[k] && slope < 0)
    }
    // Every pass holds at least one more of the bounded parameters, or ends.
    while true {
      guard equations.solve(exact: exact, damping: damping, held: held, step: &step) else { return nil }
      var crossed = false
      for k in 0..<7 where !held[k] {
        let place = x[k] + step[k]
        if place < bounds.lower[k] {
          (step[k], held[k], crossed) = (bounds.lower[k] - x[k], true, true)
        } else if place > bounds.upper[k] {
          (step[k], held[k], crossed) = (bounds.upper[k] - x[k], true, true)
        }
      }
      if !crossed { return step }
    }
  }
}
