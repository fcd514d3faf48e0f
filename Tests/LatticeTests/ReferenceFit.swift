import Imaging
import Lattice
import Numerics

/// The reference path for one window at a time, with what a map does not keep: contrast and cost.
final class ReferenceFit {
  struct Result {
    let status: PeakFit.Status
    /// Maximum over median of the log patch before it is clipped.
    let contrast: Double
    /// FFT pixels; NaN without a value.
    let radius: Double
    let cost: Double
    /// Height over the offset, and that of the patch's maximum over its clip.
    let amplitude, range: Double
    /// Whether the peak rises far above all bins: it lies between them and is narrower than they are, its height can grow
    /// without end at almost the same cost, and there are other minima at almost the same cost beside it.
    var isSpike: Bool { amplitude > 1.65 * range }
    /// Whether `clean` keeps it.
    let isKept: Bool
    var hasValue: Bool { !radius.isNaN }
  }

  private let plan: RollingWindowPlan
  private let spectrum: LocalSpectrum
  private let fit: PeakFit
  private var last: [PeakFit.Result?]
  private let geometries: [PeakGeometry]

  init(_ plan: RollingWindowPlan) {
    self.plan = plan
    let options = plan.options
    spectrum = LocalSpectrum(window: options.window, taper: options.taper, patches: plan.patches)
    fit = PeakFit(side: options.patch, clip: options.clip, floor: options.floor)
    last = plan.patches.map { _ in nil }
    geometries = plan.reflections.map { PeakGeometry($0, calibration: plan.image.calibration) }
  }

  /// Takes the window of a map pixel.
  func load(row: Int, column: Int) {
    _ = spectrum.load(plan.image, row: row * plan.options.step, column: column * plan.options.step)
  }

  private func origin(_ index: Int) -> (row: Double, column: Double) {
    let (patch, middle) = (plan.patches[index], plan.options.window / 2)
    return (Double(patch.firstRow - middle), Double(patch.firstColumn - middle))
  }

  func fit(_ index: Int) -> Result {
    let sorted = spectrum.withPatch(index) { $0.sorted() }
    let found = spectrum.withPatch(index) { fit($0) }
    last[index] = found
    let origin = origin(index)
    let values = geometries[index].values(
      of: WindowPeak(
        row: origin.row + found.row, column: origin.column + found.column, amplitude: 1, status: .ok))
    let (offset, angle) = (plan.offsets[index], plan.reflections[index].angle)
    let expected = (offset.row * offset.row + offset.column * offset.column).squareRoot()
    return Result(
      status: found.status, contrast: sorted[sorted.count - 1] - sorted[sorted.count / 2],
      radius: values.radius, cost: found.cost, amplitude: found.amplitude,
      range: (1 - (plan.options.clip ?? 0)) * sorted[sorted.count - 1],
      isKept: abs(values.radius - expected) <= 0.25 * expected && abs(values.angle - angle) <= 2.5)
  }

  /// The least cost of a fit to the window's patch whose position is given: radius, and angle in degrees.
  func cost(_ index: Int, radius: Double, angle: Double) -> Double {
    // The angle is known but for the sense of g.
    let reflection = plan.reflections[index]
    let radians = angle * .pi / 180
    let sense: Double = .cos(radians) * reflection.gx + .sin(radians) * reflection.gy < 0 ? -1 : 1
    let origin = origin(index)
    let row = -sense * radius * .sin(radians) - origin.row
    let column = sense * radius * .cos(radians) - origin.column
    return spectrum.withPatch(index) { patch in
      let top = patch.max() ?? 0
      if let clip = plan.options.clip { for k in patch.indices { patch[k] = max(patch[k], clip * top) } }
      let bottom = patch.min() ?? 0
      guard let base = patch.baseAddress else { return .nan }
      let model = PeakFitModel(side: plan.options.patch, values: UnsafePointer(base))
      var lower = InlineArray<7, Double>(repeating: -.infinity)
      var upper = InlineArray<7, Double>(repeating: .infinity)
      (lower[1], upper[1], lower[2], upper[2]) = (row, row, column, column)
      let minimiser = LevenbergMarquardt(bounds: .init(lower: lower, upper: upper))
      var starts: [InlineArray<7, Double>] = [[top - bottom, row, column, 1.5, 1.5, 0, bottom]]
      if let found = last[index], found.converged {
        starts.append(
          [found.amplitude, row, column, found.widthRow, found.widthColumn, found.theta, found.offset])
      }
      return starts.map { minimiser.minimise(model, from: $0).equations.cost }.min() ?? .nan
    }
  }
}
