import Lattice
import Testing

struct LevenbergMarquardtTests {
  /// Half of Σ weight (x - target)² plus a coupling of the second and third parameter.
  private struct Bowl: LeastSquaresModel {
    func normalEquations(at x: InlineArray<7, Double>) -> NormalEquations {
      var result = NormalEquations()
      let target: InlineArray<7, Double> = [1, 20, -3, 4, 5, 6, 7]
      for k in 0..<7 {
        let weight = Double(k + 1)
        result.cost += 0.5 * weight * (x[k] - target[k]) * (x[k] - target[k])
        result.gradient[k] += weight * (x[k] - target[k])
        result.matrix[8 * k] += weight
      }
      let sum = x[1] + x[2]
      result.cost += 0.5 * sum * sum
      result.gradient[1] += sum
      result.gradient[2] += sum
      result.matrix[8] += 1
      result.matrix[16] += 1
      result.matrix[15] += 1
      result.hessian = result.matrix
      return result
    }
  }

  private let start: InlineArray<7, Double> = [0, 0, 0, 0, 0, 0, 0]

  @Test func `a quadratic bowl without bounds is solved exactly`() {
    let free = LevenbergMarquardt.Bounds(
      lower: InlineArray(repeating: -.infinity), upper: InlineArray(repeating: .infinity))
    let result = LevenbergMarquardt(bounds: free).minimise(Bowl(), from: start)
    #expect(result.converged)
    // 2 (x - 20) + x + y = 0 and 3 (y + 3) + x + y = 0
    #expect(abs(result.parameters[1] - 169.0 / 11) < 1e-6 && abs(result.parameters[2] + 67.0 / 11) < 1e-6)
    #expect(abs(result.parameters[6] - 7) < 1e-6)
  }

  @Test func `a bound is kept, and the others find their minimum on it`() {
    var bounds = LevenbergMarquardt.Bounds(
      lower: InlineArray(repeating: -.infinity), upper: InlineArray(repeating: .infinity))
    bounds.upper[1] = 10
    let result = LevenbergMarquardt(bounds: bounds).minimise(Bowl(), from: start)
    #expect(result.converged)
    #expect(result.parameters[1] == 10)
    // 3 (y + 3) + 10 + y = 0
    #expect(abs(result.parameters[2] + 19.0 / 4) < 1e-6)
  }

  @Test
  func `a start outside the bounds is moved inside, and leaves the bound again where the minimum is inside`()
  {
    var bounds = LevenbergMarquardt.Bounds(
      lower: InlineArray(repeating: -.infinity), upper: InlineArray(repeating: .infinity))
    bounds.lower[0] = 0.5
    let result = LevenbergMarquardt(bounds: bounds).minimise(Bowl(), from: start)
    #expect(result.converged && abs(result.parameters[0] - 1) < 1e-6)
  }

  @Test func `out of evaluations means not converged`() {
    let free = LevenbergMarquardt.Bounds(
      lower: InlineArray(repeating: -.infinity), upper: InlineArray(repeating: .infinity))
    var minimiser = LevenbergMarquardt(bounds: free)
    minimiser.maximumEvaluations = 2
    #expect(!minimiser.minimise(Bowl(), from: start).converged)
  }
}
