import Numerics

/// One Fourier transform per window, and one of the scale-free estimators for each reflection.
package final class ScaleFreeEngine: RollingWindowEngine {
  private let plan: RollingWindowPlan
  let spectrum: LocalSpectrum
  private let method: Method
  private let gain: PhaseGain

  private enum Method {
    case amplitude(AmplitudeEstimator)
    case parabola(ParabolaEstimator)
    case phase(PhaseEstimator)
  }

  package static func tiles(_ plan: RollingWindowPlan) -> [MapTile] { GaussianEngine.tiles(plan) }

  package init(_ plan: RollingWindowPlan) {
    self.plan = plan
    let options = plan.options
    let (window, taper) = (options.window, options.taper)
    spectrum = LocalSpectrum(window: window, taper: taper, patches: plan.patches, removesMean: true)
    gain = PhaseGain(window: window, taper: taper)
    method =
      switch options.estimator {
      case .gaussian, .gaussianAmplitude:
        .amplitude(
          AmplitudeEstimator(side: options.patch, correlation: BinCorrelation(window: window, taper: taper)))
      case .parabola:
        .parabola(
          ParabolaEstimator(side: options.patch, correlation: BinCorrelation(window: window, taper: taper)))
      case .phase: .phase(PhaseEstimator(window: window, taper: taper))
      }
  }

  package func evaluate(_ tile: MapTile, into planes: MapPlanes) {
    spectrum.forEachWindow(of: tile, plan, planes) { row, column, isAtEdge in
      evaluate(row: row, column: column, isAtEdge: isAtEdge, into: planes)
    }
  }

  /// Measures the window that is loaded.
  ///
  /// - Parameter isAtEdge: Whether its values are to be marked as those of a window that leaves the image.
  private func evaluate(row: Int, column: Int, isAtEdge: Bool, into planes: MapPlanes) {
    guard !spectrum.isFlat else { return planes.store(.none(.weak), row: row, column: column) }
    prepare()
    for index in plan.patches.indices {
      var peak = peak(index, estimate(index, mapRow: row, mapColumn: column))
      if peak.hasValue && isAtEdge { peak.status = .edge }
      planes.store(peak, reflection: index, row: row, column: column)
    }
  }

  /// Gives the estimator the window that is loaded; it comes before the window's estimates.
  func prepare() {
    if case .phase(let estimator) = method { spectrum.withSamples { estimator.load($0) } }
  }

  /// What an estimate says of a reflection.
  func peak(_ index: Int, _ estimate: PeakEstimate?) -> WindowPeak {
    guard let estimate else { return .none(.notConverged) }
    let power = estimate.power
    let noise = spectrum.noise(index, row: estimate.row, column: estimate.column)
    let snr = (power / noise).squareRoot()
    // No ring, no noise to compare with: the peak counts.
    guard !(snr < plan.options.minimumSNR) else { return .none(.weak) }
    let covariance = estimate.gain * (noise / power)
    // What noise moves by more than a pixel was not found.
    guard !(max(covariance.row, covariance.column) > 1) else { return .none(.notConverged) }
    return WindowPeak(
      row: estimate.row, column: estimate.column, amplitude: power.squareRoot(),
      status: estimate.isAtBound ? .atBound : .ok, snr: snr, covariance: covariance)
  }

  /// Where a reflection lies in the window that is loaded, that of a map pixel; nil when that is nowhere in its patch.
  func estimate(_ index: Int, mapRow: Int, mapColumn: Int) -> PeakEstimate? {
    guard let (row, column) = spectrum.brightest(index) else { return nil }
    let patch = plan.patches[index]
    let (top, left) = (patch.firstRow - plan.options.window / 2, patch.firstColumn - plan.options.window / 2)
    func modulus(_ row: Double, _ column: Double) -> Double {
      spectrum.modulus(row: Double(top) + row, column: Double(left) + column)
    }
    func noise(_ row: Double, _ column: Double) -> Double {
      spectrum.noise(index, row: Double(top) + row, column: Double(left) + column)
    }
    func placed(_ estimate: PeakEstimate?) -> PeakEstimate? {
      guard var placed = estimate else { return nil }
      placed.row += Double(top)
      placed.column += Double(left)
      return placed
    }
    switch method {
    case .amplitude(let estimator):
      return spectrum.withPatch(index) { values in
        let top = values[row * patch.side + column]
        return placed(estimator.estimate(values, top: top, amplitude: modulus, noise: noise))
      }
    case .parabola(let estimator):
      return spectrum.withPatch(index) { values in
        placed(estimator.estimate(values, row: row, column: column, amplitude: modulus))
      }
    case .phase(let estimator):
      return estimator.estimate(
        fromRow: top + row, column: left + column, rows: Double(top)...Double(top + patch.side - 1),
        columns: Double(left)...Double(left + patch.side - 1),
        down: gain.axis(at: mapRow * plan.options.step, extent: plan.image.rows),
        across: gain.axis(at: mapColumn * plan.options.step, extent: plan.image.columns))
    }
  }
}
