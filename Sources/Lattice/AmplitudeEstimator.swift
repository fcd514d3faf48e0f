import Numerics

/// A bounded Gaussian fitted to the amplitudes of a patch, from a start that the patch itself gives.
///
/// A least-squares fit answers a change δy of its data with δp = H⁻¹ Jᵀ δy, H being the Hessian at the solution. So the
/// position's covariance is (P/2) V h h Vᵀ with V the two rows of H⁻¹ Jᵀ and h h the correlation of noise between bins
/// (see ``BinCorrelation``). Where the signal is no stronger than the noise, the modulus varies less than P/2: down to
/// (1 - π/4) P without any signal (Rice's distribution).
final class AmplitudeEstimator {
  private let side: Int
  private let fit: PeakFit
  private let correlation: BinCorrelation
  private let amplitudes: UnsafeMutableBufferPointer<Double>
  private let responses: (row: UnsafeMutableBufferPointer<Double>, column: UnsafeMutableBufferPointer<Double>)
  private let filtered: UnsafeMutableBufferPointer<Double>

  init(side: Int, correlation: BinCorrelation) {
    self.side = side
    self.correlation = correlation
    var fit = PeakFit(side: side, clip: nil, floor: nil)
    fit.startsAtOriginal = false
    self.fit = fit
    func plane() -> UnsafeMutableBufferPointer<Double> {
      let plane = UnsafeMutableBufferPointer<Double>.allocate(capacity: side * side)
      plane.initialize(repeating: 0)
      return plane
    }
    (amplitudes, responses, filtered) = (plane(), (plane(), plane()), plane())
  }

  deinit {
    for plane in [amplitudes, responses.row, responses.column, filtered] { plane.deallocate() }
  }

  /// The peak in the patch; nil when the fit does not converge, or to where nothing holds the position.
  ///
  /// - Parameters:
  ///   - patch: Log amplitudes, row after row.
  ///   - top: The largest of them.
  ///   - amplitude: |X| at a position in the patch.
  ///   - noise: The noise power P per bin there.
  func estimate(
    _ patch: UnsafeMutableBufferPointer<Double>, top: Double, amplitude: (Double, Double) -> Double,
    noise: (Double, Double) -> Double
  ) -> PeakEstimate? {
    for k in patch.indices { amplitudes[k] = .exp(patch[k] - top) }
    let (result, solution) = fit.solution(amplitudes)
    guard result.converged, let solution else { return nil }
    let modulus = amplitude(result.row, result.column)
    let ratio = modulus * .exp(-top)
    let level = noise(result.row, result.column) * .exp(-2 * top)
    guard let covariance = covariance(solution, noise: level) else { return nil }
    return PeakEstimate(
      row: result.row, column: result.column, power: modulus * modulus,
      gain: covariance * (0.5 * ratio * ratio), isAtBound: result.status == .atBound, fit: result)
  }

  /// V h h Vᵀ, given the noise power in units of the patch.
  private func covariance(_ solution: LevenbergMarquardt.Result, noise: Double) -> PositionCovariance? {
    guard let row = solution.equations.inverseColumn(1), let column = solution.equations.inverseColumn(2)
    else {
      return nil
    }
    let form = PeakFitForm(solution.parameters)
    form.respond(solution.parameters, inverse: row, side: side, noise: noise, into: responses.row)
    form.respond(solution.parameters, inverse: column, side: side, noise: noise, into: responses.column)
    correlate(responses.row)
    let (rows, mixed) = (dot(filtered, responses.row), dot(filtered, responses.column))
    correlate(responses.column)
    return PositionCovariance(row: rows, column: dot(filtered, responses.column), mixed: mixed)
  }

  private func dot(
    _ a: UnsafeMutableBufferPointer<Double>, _ b: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    a.indices.reduce(0) { $0 + a[$1] * b[$1] }
  }

  /// `filtered` = h h applied to a plane; `amplitudes` serves as scratch.
  private func correlate(_ plane: UnsafeMutableBufferPointer<Double>) {
    correlate(plane, into: amplitudes, step: 1, lines: side)
    correlate(amplitudes, into: filtered, step: side, lines: 1)
  }

  private func correlate(
    _ source: UnsafeMutableBufferPointer<Double>, into target: UnsafeMutableBufferPointer<Double>, step: Int,
    lines: Int
  ) {
    let (h0, h1, h2) = correlation.lags
    for line in 0..<side {
      for k in 0..<side {
        let place = line * lines + k * step
        var sum = h0 * source[place]
        if k >= 1 { sum += h1 * source[place - step] }
        if k >= 2 { sum += h2 * source[place - 2 * step] }
        if k + 1 < side { sum += h1 * source[place + step] }
        if k + 2 < side { sum += h2 * source[place + 2 * step] }
        target[place] = sum
      }
    }
  }
}

extension PeakFitForm {
  /// One row of H⁻¹ Jᵀ over the patch, given that row of H⁻¹.
  fileprivate func respond(
    _ parameters: InlineArray<7, Double>, inverse: InlineArray<7, Double>, side: Int,
    noise: Double, into plane: UnsafeMutableBufferPointer<Double>
  ) {
    let amplitude = parameters[0]
    let linear = (
      2 * amplitude * (a * inverse[1] + b * inverse[2]), 2 * amplitude * (b * inverse[1] + c * inverse[2])
    )
    func shape(_ part: (Quadratic) -> Double) -> Double {
      -amplitude
        * (part(alongU) * inverse[3] + part(alongV) * inverse[4] + part(alongAngle) * inverse[5])
    }
    let (xx, xy, yy) = (shape(\.x), shape(\.y), shape(\.z))
    for row in 0..<side {
      let u = Double(row) - parameters[1]
      for column in 0..<side {
        let v = Double(column) - parameters[2]
        let gauss = Double.exp(-(a * u * u + 2 * b * u * v + c * v * v))
        let polynomial = inverse[0] + linear.0 * u + linear.1 * v + xx * u * u + xy * u * v + yy * v * v
        // Rice's variance over P/2, to 1 %, by the power of the signal over P.
        let contrast = amplitude * amplitude * gauss * gauss / noise
        let share = 1 - (.pi / 2 - 1) / (1 + contrast * (0.8 + 0.2 * contrast))
        plane[row * side + column] = (gauss * polynomial + inverse[6]) * share.squareRoot()
      }
    }
  }
}
