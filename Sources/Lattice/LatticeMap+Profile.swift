import Imaging

/// What a map says along a line, one value per map pixel of length.
public struct MapProfile: Hashable, Sendable {
  /// From the start of the line, in the source's unit.
  public var distance: [Double]
  /// Mean across the line's width, in the source's unit; NaN where no pixel has a value.
  public var spacing: [Double]
  /// 1σ uncertainty of ``spacing``, the overlap of the windows across the width counted in; NaN when the map has none.
  public var spacingSigma: [Double]
  /// Degrees, not folded.
  public var angle: [Double]
  /// 1σ uncertainty of ``angle``, likewise.
  public var angleSigma: [Double]
  /// Pixels with a value that went into each mean.
  public var count: [Int]
}

extension LatticeMap {
  /// Spacing and angle of a reflection (counted from 0) along a line.
  ///
  /// - Parameters:
  ///   - start: Where the line starts, in pixels of ``source``, as its end.
  ///   - width: Over which is averaged, pixels of ``source``; at least one map pixel.
  /// - Throws: ``ImageError`` when the line leaves the map or the width is out of range.
  public func profile(
    _ index: Int, from start: Point, to end: Point, width: Int = 1
  ) throws(ImageError) -> MapProfile {
    guard reflectionMaps.indices.contains(index) else {
      throw .invalid("there is no reflection \(index + 1): the map has \(count)")
    }
    let stride = Double(step)
    for point in [start, end]
    where !(-0.5...Double(source.rows) - 0.5).contains(point.row)
      || !(-0.5...Double(source.columns) - 0.5).contains(point.column)
    {
      throw .outside(source.size)
    }
    // The last window may stand up to a step before the source's last pixel.
    func place(_ point: Point) -> Point {
      Point(
        row: min(max(point.row / stride, 0), Double(rows - 1)),
        column: min(max(point.column / stride, 0), Double(columns - 1)))
    }
    let planes = reflectionMaps[index]
    let across = max(1, (width + step / 2) / step)
    let spacing = try planes.spacing.profile(from: place(start), to: place(end), width: across)
    let angle = try planes.angle.profile(from: place(start), to: place(end), width: across)
    // An uncalibrated map has pixels of 1 px, of which each is `step` pixels of the source.
    let scale = source.calibration.isCalibrated ? 1 : stride
    var sigmas = (spacing: [Double](repeating: .nan, count: spacing.value.count), angle: [Double]())
    sigmas.angle = sigmas.spacing
    if let uncertainty = planes.uncertainty {
      let correlations = planes.errorCorrelations(options)
      func sigma(_ plane: Image, _ correlation: ErrorCorrelation) throws(ImageError) -> [Double] {
        let transect = try plane.transect(from: place(start), to: place(end), width: across)
        let shift = transect.across
        let lags = (0..<across).map { lag in
          correlation(rows: Double(lag) * shift.row, columns: Double(lag) * shift.column)
        }
        return (0..<transect.count).map { Self.sigmaOfMean(transect.samples(at: $0), correlation: lags) }
      }
      sigmas = (
        try sigma(planes.spacingSigma, correlations.spacing), try sigma(uncertainty.angle, correlations.angle)
      )
    }
    return MapProfile(
      distance: spacing.distance.map { $0 * scale }, spacing: spacing.value, spacingSigma: sigmas.spacing,
      angle: angle.value, angleSigma: sigmas.angle, count: spacing.count)
  }

  /// The uncertainty of the mean of samples, of which some may be missing, from their own and the correlation by lag.
  private static func sigmaOfMean(_ sigmas: [Double], correlation: [Double]) -> Double {
    let present = sigmas.indices.filter { !sigmas[$0].isNaN }
    guard !present.isEmpty else { return .nan }
    var sum = 0.0
    for i in present {
      for j in present { sum += sigmas[i] * sigmas[j] * correlation[abs(i - j)] }
    }
    return max(0, sum).squareRoot() / Double(present.count)
  }
}
