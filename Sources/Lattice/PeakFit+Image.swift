import Imaging

/// A turned Gaussian on a constant, fitted to a patch of an image; all NaN without a value.
public struct GaussianFit: Hashable, Sendable {
  /// The peak's position, image pixels; the centre of the first pixel is (0, 0).
  public var row, column: Double
  /// Height over the offset, in the image's unit.
  public var amplitude: Double
  /// σ of the Gaussian in pixels, along rows (downwards) and columns where ``theta`` is 0.
  public var widthRow, widthColumn: Double
  /// θ in degrees, within ±45: the axis of ``widthRow`` is turned clockwise by θ from the vertical, as displayed.
  public var theta: Double
  public var offset: Double
  /// Half the sum of the squared residuals.
  public var cost: Double
  /// Evaluations of the model.
  public var iterations: Int
  public var status: PeakFit.Status
  /// 1σ uncertainty of each parameter, as if the residuals were independent noise of one size: the residual variance
  /// times (JᵀJ)⁻¹. NaN where JᵀJ is singular, and for a position that lies on its bound.
  public var sigma: Sigma

  public struct Sigma: Hashable, Sendable {
    public var row, column, amplitude, widthRow, widthColumn, theta, offset: Double
  }

  public var converged: Bool { status == .converged || status == .atBound }
}

extension Image {
  /// Fits a turned Gaussian on a constant to a square patch, as ``roll(_:reflections:threads:progress:isCancelled:)``
  /// does with the log amplitude of every window.
  ///
  /// - Parameters:
  ///   - row: Row of the patch's centre; the first row is trunc(row) - size/2, rounded down.
  ///   - column: Column of the patch's centre, likewise.
  ///   - size: Side of the patch: odd, 5...31.
  ///   - clip: Values under this fraction of the patch's maximum are raised to it (0...1); nil leaves them.
  ///   - floor: A patch whose maximum is below gets no fit; nil sets no limit.
  /// - Throws: ``ImageError/outside(_:)`` when the patch leaves the image, ``ImageError/invalid(_:)`` for an option out
  ///   of range.
  public func fitGaussian(
    row: Double, column: Double, size: Int = 15, clip: Double? = 0.85, floor: Double? = nil
  ) throws(ImageError) -> GaussianFit {
    guard PeakFit.sides.contains(size) && size % 2 == 1 else {
      throw .invalid("the size of the patch must be an odd number, 5 to 31, but is \(size)")
    }
    if let clip, !(0...1).contains(clip) {
      throw .invalid("the clip must be a fraction of the maximum, 0 to 1, but is \(clip)")
    }
    guard row >= 0 && column >= 0 && row < Double(rows) && column < Double(columns) else {
      throw .outside(self.size)
    }
    let (top, left) = (Int(row) - size / 2, Int(column) - size / 2)
    guard top >= 0 && left >= 0 && top + size <= rows && left + size <= columns else {
      throw .outside(self.size)
    }
    var patch = [Double]()
    patch.reserveCapacity(size * size)
    for r in top..<top + size {
      for c in left..<left + size { patch.append(Double(self[r, c])) }
    }
    let fit = PeakFit(side: size, clip: clip, floor: floor)
    let (result, solution) = patch.withUnsafeMutableBufferPointer { fit.solution($0) }
    return GaussianFit(result, solution?.equations, side: size, top: top, left: left)
  }
}

extension GaussianFit {
  fileprivate init(_ fit: PeakFit.Result, _ equations: NormalEquations?, side: Int, top: Int, left: Int) {
    self.init(
      row: Double(top) + fit.row, column: Double(left) + fit.column, amplitude: fit.amplitude,
      widthRow: fit.widthRow,
      widthColumn: fit.widthColumn, theta: fit.theta * 180 / .pi, offset: fit.offset, cost: fit.cost,
      iterations: fit.iterations, status: fit.status, sigma: .none)
    guard let equations else { return }
    let range = PeakFitStart.range(side: side)
    var held = InlineArray<7, Bool>(repeating: false)
    held[1] = !(fit.row > range.lowerBound && fit.row < range.upperBound)
    held[2] = !(fit.column > range.lowerBound && fit.column < range.upperBound)
    guard let inverse = equations.inverseDiagonal(held: held) else { return }
    let free = side * side - 7 + (held[1] ? 1 : 0) + (held[2] ? 1 : 0)
    let variance = 2 * fit.cost / Double(free)
    func sigma(_ k: Int) -> Double { held[k] ? .nan : (variance * inverse[k]).squareRoot() }
    self.sigma = Sigma(
      row: sigma(1), column: sigma(2), amplitude: sigma(0), widthRow: sigma(fit.exchanged ? 4 : 3),
      widthColumn: sigma(fit.exchanged ? 3 : 4), theta: sigma(5) * 180 / .pi, offset: sigma(6))
  }
}

extension GaussianFit.Sigma {
  fileprivate static let none = GaussianFit.Sigma(
    row: .nan, column: .nan, amplitude: .nan, widthRow: .nan, widthColumn: .nan, theta: .nan, offset: .nan)
}
