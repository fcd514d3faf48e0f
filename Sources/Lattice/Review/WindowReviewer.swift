import Imaging
import Numerics

/// Evaluates single windows of a map again, by a Fourier transform each.
///
/// What it finds agrees with the map to what the engines agree among themselves: to the last bit where the map was made
/// with a Fourier transform for each window, else to some 1e-5 FFT pixels where a window is whole and its peak clear.
/// An instance owns its buffers and serves one thread at a time.
public final class WindowReviewer {
  public let map: LatticeMap
  private let plan: RollingWindowPlan
  private let method: Method
  private let geometries: [PeakGeometry]

  private enum Method {
    case gaussian(GaussianEngine)
    case scaleFree(ScaleFreeEngine)
  }

  /// - Throws: When the map's settings and reflections are none with which an image can be rolled: a damaged file's.
  public init(_ map: LatticeMap) throws(RollingWindowError) {
    self.map = map
    plan = try RollingWindowPlan(
      image: map.source, options: map.options, reflections: map.reflections, arithmetic: .reference)
    let options = map.options
    method =
      options.estimator.isScaleFree ? .scaleFree(ScaleFreeEngine(plan)) : .gaussian(GaussianEngine(plan))
    geometries = map.reflections.map { PeakGeometry($0, calibration: map.source.calibration) }
  }

  /// Evaluates the window of a map pixel.
  ///
  /// - Precondition: The pixel is one of the map's.
  public func review(row: Int, column: Int) -> WindowReview {
    precondition((0..<map.rows).contains(row) && (0..<map.columns).contains(column))
    let leaves = plan.leavesImage(row: row, column: column)
    let missing = missingPixels(row: row, column: column)
    let isLeftOut = leaves && map.options.edge == .skip
    let isLoaded = !isLeftOut && missing == 0 && load(row: row * map.step, column: column * map.step)
    let reflections = map.reflections.indices.map { index -> ReflectionReview in
      if isLeftOut { return review(index, .none(.edge), .leavesImage, nil) }
      guard isLoaded else { return review(index, .none(.missing), .missingPixels(missing), nil) }
      return found(index, row: row, column: column, leaves: leaves)
    }
    return WindowReview(
      row: row, column: column, leavesImage: leaves, missingPixels: missing, reflections: reflections)
  }

  /// Transforms the window at a pixel of the source; false when it holds a missing pixel.
  private func load(row: Int, column: Int) -> Bool {
    switch method {
    case .gaussian(let engine): return engine.spectrum.load(map.source, row: row, column: column)
    case .scaleFree(let engine):
      guard engine.spectrum.load(map.source, row: row, column: column) else { return false }
      if !engine.spectrum.isFlat { engine.prepare() }
      return true
    }
  }

  /// What there is of a reflection in the window that is loaded.
  private func found(_ index: Int, row: Int, column: Int, leaves: Bool) -> ReflectionReview {
    var (peak, doubt, patch): (WindowPeak, ReflectionReview.Doubt?, PatchReview)
    switch method {
    case .gaussian(let engine):
      let fit = engine.fitted(index)
      peak = engine.peak(index, fit)
      patch = self.patch(index, engine.spectrum, fit)
      doubt = self.doubt(fit, top: engine.spectrum.withPatch(index) { $0.max() ?? .nan })
    case .scaleFree(let engine):
      guard !engine.spectrum.isFlat else { return review(index, .none(.weak), .flatWindow, nil) }
      let estimate = engine.estimate(index, mapRow: row, mapColumn: column)
      peak = engine.peak(index, estimate)
      patch = self.patch(
        index, engine.spectrum, estimate, row: row * map.step, column: column * map.step)
      doubt = self.doubt(
        estimate, noise: estimate.map { engine.spectrum.noise(index, row: $0.row, column: $0.column) })
    }
    if peak.hasValue && leaves && map.options.edge == .mark {
      peak.status = .edge
      doubt = doubt ?? .leavesImage
    }
    return review(index, peak, doubt, patch)
  }

  private func review(
    _ index: Int, _ peak: WindowPeak, _ doubt: ReflectionReview.Doubt?, _ patch: PatchReview?
  ) -> ReflectionReview {
    let planes = map[index]
    func pixel(_ value: Double) -> Image {
      Image(rows: 1, columns: 1, value: Float(value), calibration: planes.radius.calibration)
    }
    let values = peak.hasValue ? geometries[index].values(of: peak) : nil
    return ReflectionReview(
      planes: ReflectionMap(
        reflection: planes.reflection, window: planes.window, sourceCalibration: planes.sourceCalibration,
        radius: pixel(values?.radius ?? .nan), angle: pixel(values?.angle ?? .nan),
        amplitude: pixel(peak.hasValue ? peak.amplitude : .nan), statuses: [peak.status],
        uncertainty: .init(
          radius: pixel(values?.radiusSigma ?? .nan), angle: pixel(values?.angleSigma ?? .nan),
          snr: pixel(peak.hasValue ? peak.snr : .nan))),
      doubt: doubt, patch: patch)
  }

  private func missingPixels(row: Int, column: Int) -> Int {
    let (side, image) = (map.window, map.source)
    let (top, left) = (row * map.step - side / 2, column * map.step - side / 2)
    let columns = max(0, left)..<max(0, left, min(image.columns, left + side))
    var count = 0
    for r in max(0, top)..<max(0, top, min(image.rows, top + side)) {
      for c in columns where !image.pixels[r * image.columns + c].isFinite { count += 1 }
    }
    return count
  }
}

// MARK: - The Gaussian on log amplitudes

extension WindowReviewer {
  private func patch(_ index: Int, _ spectrum: LocalSpectrum, _ fit: PeakFit.Result) -> PatchReview {
    let place = plan.patches[index]
    var data = spectrum.withPatch(index) { Array($0) }
    if let clip = map.options.clip, let top = data.max() {
      for k in data.indices { data[k] = max(data[k], clip * top) }
    }
    return PatchReview(
      firstRow: place.firstRow - map.window / 2, firstColumn: place.firstColumn - map.window / 2,
      side: place.side, quantity: .logAmplitude, data: data,
      model: PatchReview.gaussian(fit, side: place.side), row: fit.row, column: fit.column)
  }

  private func doubt(_ fit: PeakFit.Result, top: Double) -> ReflectionReview.Doubt? {
    switch fit.status {
    case .converged: nil
    case .atBound: .atBound
    case .weak: map.options.floor.flatMap { top < $0 ? .underFloor(top: top, floor: $0) : nil } ?? .flatPatch
    case .notConverged: .noMinimum(evaluations: fit.iterations)
    case .missing: .missingPixels(0)
    }
  }
}

// MARK: - The scale-free estimators

extension WindowReviewer {
  private func patch(
    _ index: Int, _ spectrum: LocalSpectrum, _ estimate: PeakEstimate?, row: Int, column: Int
  ) -> PatchReview {
    let place = plan.patches[index]
    let (firstRow, firstColumn) = (place.firstRow - map.window / 2, place.firstColumn - map.window / 2)
    let data = spectrum.withPatch(index) { $0.map { Double.exp($0) } }
    let model = estimate.flatMap { estimate -> [Double]? in
      if let fit = estimate.fit {
        return PatchReview.gaussian(fit, side: place.side, scale: data.max() ?? .nan)
      }
      return LoneWave(
        window: map.window, taper: map.options.taper.weights(map.window),
        rows: inside(row, map.source.rows), columns: inside(column, map.source.columns)
      ).amplitudes(
        row: estimate.row, column: estimate.column, amplitude: estimate.power.squareRoot(),
        firstRow: firstRow, firstColumn: firstColumn, side: place.side)
    }
    return PatchReview(
      firstRow: firstRow, firstColumn: firstColumn, side: place.side, quantity: .amplitude, data: data,
      model: model, row: (estimate?.row ?? .nan) - Double(firstRow),
      column: (estimate?.column ?? .nan) - Double(firstColumn))
  }

  /// Samples of the window at a pixel that lie in an image of `extent` pixels along the axis.
  private func inside(_ position: Int, _ extent: Int) -> Range<Int> {
    let start = position - map.window / 2
    return max(0, -start)..<max(0, -start, min(map.window, extent - start))
  }

  private func doubt(_ estimate: PeakEstimate?, noise: Double?) -> ReflectionReview.Doubt? {
    guard let estimate, let noise else {
      return map.options.estimator == .gaussianAmplitude ? .noMinimum(evaluations: 0) : .outsidePatch
    }
    let snr = (estimate.power / noise).squareRoot()
    if snr < map.options.minimumSNR { return .underSNR(snr, minimum: map.options.minimumSNR) }
    let variance = max(estimate.gain.row, estimate.gain.column) * noise / estimate.power
    if variance > 1 { return .uncertain(variance.squareRoot()) }
    return estimate.isAtBound ? .atBound : nil
  }
}
