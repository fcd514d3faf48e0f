/// The bounded least-squares fit of a turned Gaussian on a constant to a square patch of log amplitude.
///
/// The patch is clipped from below at ``clip`` times its maximum, so that the fit follows the top of the peak and not
/// the noise around it. The position is bounded to [1, side - 1]. A patch of 15 starts where the original does; if
/// that ends on a bound, far from the peak, or nowhere, the fit starts again from the patch's own centre of gravity,
/// and the better of the two ends counts. Both ways are deterministic.
public struct PeakFit: Hashable, Sendable {
  /// Side of the patch in pixels: odd, 5...31.
  public let side: Int
  /// Values under this fraction of the maximum are raised to it; nil leaves all as they are.
  public var clip: Double?
  /// A patch whose maximum is below has no value; nil sets no limit. It acts on the logarithm of the amplitude.
  public var floor: Double?
  /// Whether a patch of 15 starts where the original does; else, and at other sides, the patch gives its own start.
  package var startsAtOriginal = true

  /// How a fit ended.
  public enum Status: Hashable, Sendable {
    case converged
    /// Converged on a bound of the position; a value, as in the original.
    case atBound
    /// The maximum is under the floor, or the clipped patch is flat: no value.
    case weak
    /// No minimum was found: no value.
    case notConverged
    /// A value of the patch is NaN or +∞: no value.
    case missing
  }

  /// The end of a fit. Without a value, all numbers but ``iterations`` are NaN.
  public struct Result: Hashable, Sendable {
    /// Position of the peak from the patch's first row and column, pixels.
    public var row, column: Double
    /// Height over the offset, in the patch's unit.
    public var amplitude: Double
    /// σ of the Gaussian, pixels: along rows (downwards) and columns where `theta` is 0.
    public var widthRow, widthColumn: Double
    /// θ in radians, within ±π/4: the axis of `widthRow` is turned clockwise by θ from the vertical, as displayed.
    public var theta: Double
    public var offset: Double
    /// Half the sum of the squared residuals.
    public var cost: Double
    /// Evaluations of the model, in all starts.
    public var iterations: Int
    public var status: Status

    /// Whether σu and σv of the solution change places in this reading of it.
    var exchanged = false

    public var converged: Bool { status == .converged || status == .atBound }

    static func none(_ status: Status, iterations: Int = 0) -> Result {
      Result(
        row: .nan, column: .nan, amplitude: .nan, widthRow: .nan, widthColumn: .nan, theta: .nan,
        offset: .nan,
        cost: .nan, iterations: iterations, status: status)
    }
  }

  /// - Precondition: `side` is odd and in 5...31.
  public init(side: Int = 15, clip: Double? = 0.85, floor: Double? = 5) {
    precondition(Self.sides.contains(side) && side % 2 == 1)
    self.side = side
    self.clip = clip
    self.floor = floor
  }

  /// The sides a patch may have, of which only odd ones.
  public static let sides = 5...31

  /// Fits a patch, row after row; nothing is allocated.
  ///
  /// - Parameter patch: `side * side` values, which clipping overwrites.
  public func callAsFunction(_ patch: UnsafeMutableBufferPointer<Double>) -> Result {
    solution(patch).result
  }

  /// The fit with what is needed for its uncertainties.
  func solution(
    _ patch: UnsafeMutableBufferPointer<Double>
  ) -> (result: Result, solution: LevenbergMarquardt.Result?) {
    precondition(patch.count == side * side)
    guard let base = patch.baseAddress else { return (.none(.missing), nil) }
    var top = -Double.infinity
    var bottom = Double.infinity
    for value in patch {
      if value.isNaN { return (.none(.missing), nil) }
      top = max(top, value)
      bottom = min(bottom, value)
    }
    if top == .infinity { return (.none(.missing), nil) }
    if let floor, top < floor { return (.none(.weak), nil) }
    if let clip {
      let level = clip * top
      for k in patch.indices { patch[k] = max(patch[k], level) }
      bottom = max(bottom, level)
    }
    guard bottom < top && bottom.isFinite else { return (.none(.weak), nil) }
    return minimum(PeakFitModel(side: side, values: UnsafePointer(base)), bottom: bottom, top: top)
  }

  private func minimum(
    _ model: PeakFitModel, bottom: Double, top: Double
  ) -> (result: Result, solution: LevenbergMarquardt.Result?) {
    let minimiser = LevenbergMarquardt(bounds: PeakFitStart.bounds(side: side))
    let start = PeakFitStart(model, bottom: bottom, top: top)
    let hasOriginal = side == 15 && startsAtOriginal
    var best = minimiser.minimise(model, from: hasOriginal ? PeakFitStart.original : start.parameters)
    var evaluations = best.evaluations
    if hasOriginal && start.doubts(best) {
      let second = minimiser.minimise(model, from: start.parameters)
      evaluations += second.evaluations
      if second.converged && (!best.converged || second.equations.cost < best.equations.cost) {
        best = second
      }
    }
    guard best.converged else { return (.none(.notConverged, iterations: evaluations), nil) }
    return (Result(best, side: side, evaluations: evaluations), best)
  }
}

extension PeakFit.Result {
  /// The parameters in their one reading with θ within ±π/4 and positive widths.
  fileprivate init(_ solution: LevenbergMarquardt.Result, side: Int, evaluations: Int) {
    let p = solution.parameters
    let quarters = (p[5] / (.pi / 2)).rounded()
    let exchanged = quarters.truncatingRemainder(dividingBy: 2) != 0
    let bounds = PeakFitStart.range(side: side)
    let inside =
      p[1] > bounds.lowerBound && p[1] < bounds.upperBound
      && p[2] > bounds.lowerBound && p[2] < bounds.upperBound
    self.init(
      row: p[1], column: p[2], amplitude: p[0], widthRow: abs(exchanged ? p[4] : p[3]),
      widthColumn: abs(exchanged ? p[3] : p[4]), theta: p[5] - quarters * (.pi / 2), offset: p[6],
      cost: solution.equations.cost, iterations: evaluations, status: inside ? .converged : .atBound,
      exchanged: exchanged)
  }
}
