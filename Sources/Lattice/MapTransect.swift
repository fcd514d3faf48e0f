import Imaging

/// A line across a map, given in pixels of the image that the windows rolled over.
package struct MapTransect {
  private let start, end: Point
  private let width: Int
  /// Units of length for one pixel of the map's calibration.
  private let scale: Double

  /// - Parameters:
  ///   - size: That of the map.
  ///   - width: Over which is averaged, pixels of `source`; at least one map pixel.
  /// - Throws: ``ImageError`` when the line leaves the source.
  package init(
    from start: Point, to end: Point, width: Int, source: Image, step: Int, size: ImageError.Size
  ) throws(ImageError) {
    for point in [start, end]
    where !(-0.5...Double(source.rows) - 0.5).contains(point.row)
      || !(-0.5...Double(source.columns) - 0.5).contains(point.column)
    {
      throw .outside(source.size)
    }
    // The last window may stand up to a step before the source's last pixel.
    func place(_ point: Point) -> Point {
      Point(
        row: min(max(point.row / Double(step), 0), Double(size.rows - 1)),
        column: min(max(point.column / Double(step), 0), Double(size.columns - 1)))
    }
    (self.start, self.end) = (place(start), place(end))
    self.width = max(1, (width + step / 2) / step)
    // An uncalibrated map has pixels of 1 px, of which each is `step` pixels of the source.
    scale = source.calibration.isCalibrated ? 1 : Double(step)
  }

  /// The means across the line's width.
  package func profile(_ plane: Image) throws(ImageError) -> LineProfile {
    try plane.profile(from: start, to: end, width: width)
  }

  /// Distances from the start of the line, in the source's unit.
  package func distances(_ profile: LineProfile) -> [Double] { profile.distance.map { $0 * scale } }

  /// The uncertainties of the means across the width, the overlap of the windows counted in.
  ///
  /// - Parameter plane: The 1σ of each pixel.
  func sigmas(_ plane: Image, _ correlation: ErrorCorrelation) throws(ImageError) -> [Double] {
    let transect = try plane.transect(from: start, to: end, width: width)
    let lags = (0..<width).map { lag in
      correlation(rows: Double(lag) * transect.across.row, columns: Double(lag) * transect.across.column)
    }
    return (0..<transect.count).map { Self.sigmaOfMean(transect.samples(at: $0), correlation: lags) }
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
