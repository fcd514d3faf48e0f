import Numerics

/// The sums over a patch from which the normal equations of a ``PeakFitModel`` follow.
struct PeakFitSums {
  /// Σ E duⁱ dvʲ, of which only i + j <= 2 are formed; the same for E² and E r up to i + j = 4.
  var e = Moments()
  var ee = Moments()
  var er = Moments()
  /// Σ r, Σ r².
  var r = 0.0
  var rr = 0.0
  let count: Double

  init(_ model: PeakFitModel, _ form: PeakFitForm, _ parameters: InlineArray<7, Double>) {
    let side = model.side
    let (amplitude, offset) = (parameters[0], SIMD2(repeating: parameters[6]))
    let decay = Double.exp(-2 * form.c)
    var line = Line()
    count = Double(side * side)
    for row in 0..<side {
      let du = Double(row) - parameters[1]
      line.fill(side: side, form, du: du, centre: parameters[2], decay: decay)
      let values = model.values + row * side
      var dv = SIMD2(-parameters[2], 1 - parameters[2])
      var (e0, e1, e2) = (SIMD2(0.0, 0), SIMD2(0.0, 0), SIMD2(0.0, 0))
      var (ee0, ee1, ee2, ee3, ee4) = (e0, e0, e0, e0, e0)
      var (er0, er1, er2, er3, er4) = (e0, e0, e0, e0, e0)
      var (sum, squares) = (e0, e0)
      // Two columns at a time; beside the last of an odd number stands one without residual.
      for column in stride(from: 0, to: side, by: 2) {
        let gauss = SIMD2(line[column], line[column + 1])
        let value = SIMD2(values[column], column + 1 < side ? values[column + 1] : offset[1])
        let residual = offset + amplitude * gauss - value
        let v2 = dv * dv
        let square = gauss * gauss
        let product = gauss * residual
        e0 += gauss
        e1 += gauss * dv
        e2 += gauss * v2
        ee0 += square
        ee1 += square * dv
        ee2 += square * v2
        ee3 += square * v2 * dv
        ee4 += square * v2 * v2
        er0 += product
        er1 += product * dv
        er2 += product * v2
        er3 += product * v2 * dv
        er4 += product * v2 * v2
        sum += residual
        squares += residual * residual
        dv += 2
      }
      e.add(du, e0.sum(), e1.sum(), e2.sum(), 0, 0)
      ee.add(du, ee0.sum(), ee1.sum(), ee2.sum(), ee3.sum(), ee4.sum())
      er.add(du, er0.sum(), er1.sum(), er2.sum(), er3.sum(), er4.sum())
      r += sum.sum()
      rr += squares.sum()
    }
  }

  /// E along one row of the patch.
  ///
  /// From its largest value outwards it follows by recurrence: E(v ± 1) = E(v) G, and G shrinks by exp(-2c) a step.
  /// Growing errors cannot arise that way, and rows far from the peak cost next to nothing.
  private struct Line {
    private var e = InlineArray<32, Double>(repeating: 0)
    /// Below this E counts as zero: its square is still far from the numbers that processors are slow with.
    private static let least = 1e-130

    subscript(column: Int) -> Double { e[column] }

    mutating func fill(side: Int, _ form: PeakFitForm, du: Double, centre: Double, decay: Double) {
      let (constant, linear, c) = (form.a * du * du, 2 * form.b * du, form.c)
      let summit = min(max(centre - linear / (2 * c), 0), Double(side - 1)).rounded()
      let first = summit.isFinite ? Int(summit) : 0
      let dv = Double(first) - centre
      let exponent = constant + (linear + c * dv) * dv
      guard exponent < 299 else {
        for column in 0..<side { e[column] = 0 }
        return
      }
      let top = Double.exp(-exponent)
      e[first] = top
      var (value, ratio) = (top, Double.exp(-(linear + c * (2 * dv + 1))))
      for column in (first + 1)..<max(side, first + 1) {
        value = value * ratio
        value = value > Self.least ? value : 0
        ratio = ratio * decay
        ratio = ratio > Self.least ? ratio : 0
        e[column] = value
      }
      (value, ratio) = (top, Double.exp(linear + c * (2 * dv - 1)))
      for column in stride(from: first - 1, through: 0, by: -1) {
        value = value * ratio
        value = value > Self.least ? value : 0
        ratio = ratio * decay
        ratio = ratio > Self.least ? ratio : 0
        e[column] = value
      }
    }
  }

  /// Sums times duⁱ dvʲ, by i and j.
  struct Moments {
    var m00 = 0.0
    var m10 = 0.0, m01 = 0.0
    var m20 = 0.0, m11 = 0.0, m02 = 0.0
    var m30 = 0.0, m21 = 0.0, m12 = 0.0, m03 = 0.0
    var m40 = 0.0, m31 = 0.0, m22 = 0.0, m13 = 0.0, m04 = 0.0

    /// Adds a row, given its sums times dvʲ.
    mutating func add(_ du: Double, _ s0: Double, _ s1: Double, _ s2: Double, _ s3: Double, _ s4: Double) {
      let u2 = du * du
      m00 += s0
      m10 += du * s0
      m01 += s1
      m20 += u2 * s0
      m11 += du * s1
      m02 += s2
      m30 += u2 * du * s0
      m21 += u2 * s1
      m12 += du * s2
      m03 += s3
      m40 += u2 * u2 * s0
      m31 += u2 * du * s1
      m22 += u2 * s2
      m13 += du * s3
      m04 += s4
    }
  }
}
