extension PeakFitSums {
  /// Cost, gradient, JᵀJ and Hessian.
  ///
  /// With the columns A E p_k of the Jacobian (p polynomials in du and dv), JᵀJ is Σ A² E² p_k p_l, and the Hessian has
  /// beside it Σ A E r (p_k p_l + ∂p_k/∂l).
  func equations(_ form: PeakFitForm, _ parameters: InlineArray<7, Double>) -> NormalEquations {
    let amplitude = parameters[0]
    let shifts = (
      Linear(x: 2 * form.a * amplitude, y: 2 * form.b * amplitude),
      Linear(x: 2 * form.b * amplitude, y: 2 * form.c * amplitude)
    )
    let shapes = (-amplitude * form.alongU, -amplitude * form.alongV, -amplitude * form.alongAngle)
    var result = NormalEquations()
    result.cost = 0.5 * rr
    result.gradient = [
      er.m00, er.sum(shifts.0), er.sum(shifts.1), er.sum(shapes.0), er.sum(shapes.1), er.sum(shapes.2), r,
    ]
    ee.fill(&result.matrix, shifts, shapes)
    let last: InlineArray<6, Double> = [
      e.m00, e.sum(shifts.0), e.sum(shifts.1), e.sum(shapes.0), e.sum(shapes.1), e.sum(shapes.2),
    ]
    for k in 0..<6 { result.matrix[42 + k] = last[k] }
    result.matrix[48] = count
    result.hessian = result.matrix
    guard amplitude != 0 else { return result }
    addCurvature(&result.hessian, form, amplitude, shifts, shapes)
    return result
  }

  /// What the residuals add to JᵀJ.
  private func addCurvature(
    _ hessian: inout InlineArray<49, Double>, _ form: PeakFitForm, _ amplitude: Double,
    _ shifts: (Linear, Linear),
    _ shapes: (PeakFitForm.Quadratic, PeakFitForm.Quadratic, PeakFitForm.Quadratic)
  ) {
    var products = InlineArray<49, Double>(repeating: 0)
    er.fill(&products, shifts, shapes)
    // A appears once, not twice, in each of these; and not at all where both derivatives are along A.
    for k in 1..<6 {
      for l in 0...k { hessian[7 * k + l] += products[7 * k + l] / amplitude }
    }
    hessian[8] -= 2 * form.a * amplitude * er.m00
    hessian[15] -= 2 * form.b * amplitude * er.m00
    hessian[16] -= 2 * form.c * amplitude * er.m00
    func mixed(_ k: Int, _ along: PeakFitForm.Quadratic) {
      hessian[7 * k + 1] += amplitude * (2 * along.x * er.m10 + along.y * er.m01)
      hessian[7 * k + 2] += amplitude * (along.y * er.m10 + 2 * along.z * er.m01)
    }
    mixed(3, form.alongU)
    mixed(4, form.alongV)
    mixed(5, form.alongAngle)
    hessian[24] -= amplitude * er.sum(form.alongUU)
    hessian[32] -= amplitude * er.sum(form.alongVV)
    hessian[38] -= amplitude * er.sum(form.alongUAngle)
    hessian[39] -= amplitude * er.sum(form.alongVAngle)
    hessian[40] -= amplitude * er.sum(form.alongAngleAngle)
  }

  /// A polynomial x du + y dv.
  struct Linear {
    var x, y: Double
  }
}

extension PeakFitSums.Moments {
  typealias Linear = PeakFitSums.Linear
  typealias Quadratic = PeakFitForm.Quadratic

  func sum(_ p: Linear) -> Double { p.x * m10 + p.y * m01 }

  func sum(_ p: Quadratic) -> Double { p.x * m20 + p.y * m11 + p.z * m02 }

  func sum(_ p: Linear, _ q: Linear) -> Double {
    p.x * q.x * m20 + (p.x * q.y + p.y * q.x) * m11 + p.y * q.y * m02
  }

  func sum(_ p: Linear, _ q: Quadratic) -> Double {
    p.x * (q.x * m30 + q.y * m21 + q.z * m12) + p.y * (q.x * m21 + q.y * m12 + q.z * m03)
  }

  func sum(_ p: Quadratic, _ q: Quadratic) -> Double {
    let even = p.x * q.x * m40 + p.z * q.z * m04 + (p.x * q.z + p.z * q.x + p.y * q.y) * m22
    return even + (p.x * q.y + p.y * q.x) * m31 + (p.y * q.z + p.z * q.y) * m13
  }

  /// The sums of the products of the first six columns of the Jacobian, into the lower triangle of a 7 × 7 matrix.
  func fill(
    _ matrix: inout InlineArray<49, Double>, _ shifts: (Linear, Linear),
    _ shapes: (Quadratic, Quadratic, Quadratic)
  ) {
    matrix[0] = m00
    matrix[7] = sum(shifts.0)
    matrix[8] = sum(shifts.0, shifts.0)
    matrix[14] = sum(shifts.1)
    matrix[15] = sum(shifts.0, shifts.1)
    matrix[16] = sum(shifts.1, shifts.1)
    func line(_ row: Int, _ shape: Quadratic) {
      matrix[row] = sum(shape)
      matrix[row + 1] = sum(shifts.0, shape)
      matrix[row + 2] = sum(shifts.1, shape)
    }
    line(21, shapes.0)
    line(28, shapes.1)
    line(35, shapes.2)
    matrix[24] = sum(shapes.0, shapes.0)
    matrix[31] = sum(shapes.0, shapes.1)
    matrix[32] = sum(shapes.1, shapes.1)
    matrix[38] = sum(shapes.0, shapes.2)
    matrix[39] = sum(shapes.1, shapes.2)
    matrix[40] = sum(shapes.2, shapes.2)
  }
}
