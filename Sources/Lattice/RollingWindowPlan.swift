import Imaging

/// A rolling window made ready: what every engine needs to know, checked.
package struct RollingWindowPlan: Sendable {
  package let image: Image
  package let options: RollingWindow
  package let reflections: [Reflection]
  /// Where each reflection is expected: rows below and columns right of zero frequency, FFT pixels.
  package let offsets: [Point]
  /// The patch of the shifted spectrum around each reflection.
  package let patches: [SpectrumPatch]
  /// Extent of the map.
  package let rows, columns: Int
  /// What can be warned of before the first window.
  package let warnings: [RollingWindowWarning]
  /// How the windows are computed.
  package let arithmetic: WindowArithmetic
  package let pixelRange: PixelRange

  /// - Parameter arithmetic: nil for the fastest that suits.
  package init(
    image: Image, options: RollingWindow, reflections: [Reflection], arithmetic: WindowArithmetic? = nil
  ) throws(RollingWindowError) {
    try options.validate()
    guard !reflections.isEmpty else { throw .noReflections }
    self.image = image
    self.options = options
    self.reflections = reflections
    pixelRange = PixelRange(image)
    rows = options.mapExtent(image.rows)
    columns = options.mapExtent(image.columns)
    var offsets = [Point]()
    var patches = [SpectrumPatch]()
    var warnings = [RollingWindowWarning]()
    if options.window > min(image.rows, image.columns) {
      warnings.append(.windowExceedsImage(window: options.window, size: image.size))
    }
    for (index, reflection) in reflections.enumerated() {
      let place = try Self.place(reflection, index, options, image.calibration)
      offsets.append(place.offset)
      patches.append(place.patch)
      if let warning = Self.warning(place.offset, index, options) { warnings.append(warning) }
    }
    warnings += reflections.indices.compactMap { Self.neighbourWarning(reflections, offsets, $0, options) }
    self.offsets = offsets
    self.patches = patches
    let set = try InstructionSet.selected().get()
    self.arithmetic = arithmetic ?? .fastest(set, options)
    self.warnings = warnings
  }

  /// Whether the window of a map pixel holds places outside the image.
  package func leavesImage(row: Int, column: Int) -> Bool {
    let top = row * options.step - options.window / 2
    let left = column * options.step - options.window / 2
    return top < 0 || left < 0 || top + options.window > image.rows || left + options.window > image.columns
  }

  private static func place(
    _ reflection: Reflection, _ index: Int, _ options: RollingWindow, _ calibration: Calibration
  ) throws(RollingWindowError) -> (offset: Point, patch: SpectrumPatch) {
    guard reflection.unit == calibration.unit else {
      throw .unit(reflection: index, is: reflection.unit, image: calibration.unit)
    }
    let (dx, dy) = reflection.offset(window: options.window, calibration: calibration)
    let distance = max(abs(dx), abs(dy))
    guard distance > 0 && distance.isFinite else { throw .noDirection(reflection: index) }
    guard distance < 0.5 * Double(options.window) else {
      throw .tooFine(reflection: index, spacing: Double(options.window) / (dx * dx + dy * dy).squareRoot())
    }
    let patch = SpectrumPatch(row: dy, column: dx, side: options.patch, window: options.window)
    if !patch.isInside(window: options.window) {
      let remedy = largerWindow(options) { side, scale in
        SpectrumPatch(row: dy * scale, column: dx * scale, side: options.patch, window: side).isInside(
          window: side)
      }
      throw .patchOutside(reflection: index, patch: options.patch, window: options.window, remedy: remedy)
    }
    return (Point(row: dy, column: dx), patch)
  }

  /// The lobe of the mean is some 3 pixels wide on either side of zero frequency.
  private static func warning(_ offset: Point, _ index: Int, _ options: RollingWindow)
    -> RollingWindowWarning?
  {
    let distance = max(abs(offset.row), abs(offset.column))
    let least = Double(options.patch / 2 + 3)
    guard distance < least else { return nil }
    return .reachesZeroFrequency(
      reflection: index, distance: distance, patch: options.patch, window: options.window,
      remedy: largerWindow(options) { _, scale in distance * scale >= least })
  }

  /// Half the main lobe of a tapered peak, one pixel, counts as the peak.
  private static func neighbourWarning(
    _ reflections: [Reflection], _ offsets: [Point], _ index: Int, _ options: RollingWindow
  ) -> RollingWindowWarning? {
    let own = offsets[index]
    let others = offsets.indices.filter { other in
      guard other != index, let snr = reflections[other].snr, let ownSNR = reflections[index].snr else {
        return other != index
      }
      return snr >= ownSNR
    }
    let near = others.flatMap { other in
      [1.0, -1.0].map { sign in
        let (row, column) = (sign * offsets[other].row - own.row, sign * offsets[other].column - own.column)
        return (other: other, distance: max(abs(row), abs(column)))
      }
    }.min { $0.distance < $1.distance }
    let least = Double(options.patch / 2 + 1)
    // One that is given twice is no other.
    guard let near, near.distance > 0.5, near.distance < least else { return nil }
    return .holdsOther(
      reflection: index, other: near.other, distance: near.distance, patch: options.patch,
      window: options.window, remedy: largerWindow(options) { _, scale in near.distance * scale >= least })
  }

  /// The smallest even window above the present one of which `suits(side, side / present side)` holds.
  private static func largerWindow(_ options: RollingWindow, _ suits: (Int, Double) -> Bool) -> Int? {
    stride(from: (options.window / 2 + 1) * 2, through: RollingWindow.windows.upperBound, by: 2)
      .first { suits($0, Double($0) / Double(options.window)) }
  }
}
