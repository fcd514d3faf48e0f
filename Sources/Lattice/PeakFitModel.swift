import Numerics

/// A turned Gaussian on a constant, laid on a square patch:
///
///     f(u, v) = offset + A exp(-(a du² + 2 b du dv + c dv²)),  du = u - u₀, dv = v - v₀
///     a = cos²θ/2σu² + sin²θ/2σv²,  c = sin²θ/2σu² + cos²θ/2σv²,  b = sin2θ/4 (1/σv² - 1/σu²)
///
/// with u along rows downwards and v along columns to the right, in patch pixels. The parameters are, in order,
/// A, u₀, v₀, σu, σv, θ, offset.
///
/// Every column of the Jacobian but the last is E = exp(…) times a polynomial of second degree in du and dv. Hence
/// the gradient, JᵀJ and the Hessian follow from some sums over the patch, of E, E² and E r times monomials, and no
/// Jacobian is formed.
package struct PeakFitModel: LeastSquaresModel {
  /// Side of the patch, pixels.
  let side: Int
  /// The values, row after row.
  let values: UnsafePointer<Double>

  package init(side: Int, values: UnsafePointer<Double>) {
    self.side = side
    self.values = values
  }

  package func normalEquations(at parameters: InlineArray<7, Double>) -> NormalEquations {
    let form = PeakFitForm(parameters)
    guard form.a.isFinite && form.b.isFinite && form.c.isFinite else {
      var nowhere = NormalEquations()
      nowhere.cost = .infinity
      return nowhere
    }
    return PeakFitSums(self, form, parameters).equations(form, parameters)
  }
}

/// The quadratic form a du² + 2 b du dv + c dv² in the exponent, with its derivatives along σu, σv and θ.
struct PeakFitForm {
  var a, b, c: Double
  /// First derivatives along σu, σv, θ.
  let alongU, alongV, alongAngle: Quadratic
  /// Second derivatives; that along σu and σv is zero.
  let alongUU, alongVV, alongUAngle, alongVAngle, alongAngleAngle: Quadratic

  /// A polynomial x du² + y du dv + z dv².
  struct Quadratic {
    var x, y, z: Double

    init(_ a: Double, _ b: Double, _ c: Double) { (x, y, z) = (a, 2 * b, c) }

    static func * (factor: Double, form: Quadratic) -> Quadratic {
      var product = form
      product.x *= factor
      product.y *= factor
      product.z *= factor
      return product
    }
  }

  init(_ parameters: InlineArray<7, Double>) {
    let (widthU, widthV, theta) = (parameters[3], parameters[4], parameters[5])
    let (iu, iv) = (1 / (widthU * widthU), 1 / (widthV * widthV))
    let (cosine, sine) = (Double.cos(theta), Double.sin(theta))
    let (c2, s2, cs) = (cosine * cosine, sine * sine, cosine * sine)
    let (u3, v3, turn, double) = (iu / widthU, iv / widthV, iv - iu, c2 - s2)
    a = 0.5 * (c2 * iu + s2 * iv)
    b = 0.5 * cs * turn
    c = 0.5 * (s2 * iu + c2 * iv)
    alongU = Quadratic(-c2 * u3, cs * u3, -s2 * u3)
    alongV = Quadratic(-s2 * v3, -cs * v3, -c2 * v3)
    alongAngle = Quadratic(cs * turn, 0.5 * double * turn, -cs * turn)
    alongUU = Quadratic(3 * c2 * iu * iu, -3 * cs * iu * iu, 3 * s2 * iu * iu)
    alongVV = Quadratic(3 * s2 * iv * iv, 3 * cs * iv * iv, 3 * c2 * iv * iv)
    alongUAngle = Quadratic(2 * cs * u3, double * u3, -2 * cs * u3)
    alongVAngle = Quadratic(-2 * cs * v3, -double * v3, 2 * cs * v3)
    alongAngleAngle = Quadratic(double * turn, -2 * cs * turn, -double * turn)
  }
}
