import Imaging

/// What a map says of a region on average.
public struct LatticeMean: Hashable, Sendable {
  /// Mean spacing, in the source's unit; NaN where no pixel has a value.
  public var spacing: Double
  /// 1σ uncertainty of the mean, the overlap of the windows counted in (see ``WindowOverlap``); NaN when the map has no
  /// uncertainties.
  public var spacingSigma: Double
  /// The part of ``spacingSigma`` that comes from noise; the rest is the pixel size's, which all pixels share.
  public var randomSpacingSigma: Double
  /// Standard deviation over the pixels (of the population).
  public var spacingStd: Double
  /// Mean direction, degrees.
  public var angle: Double
  public var angleSigma: Double
  public var angleStd: Double
  /// Pixels with a value.
  public var count: Int
  /// How many windows without overlap would tell the mean spacing as well: its σ is that of a window over √independent.
  /// More than ``count`` where errors of neighbours cancel, as they do half a window apart along g; 0 without a value.
  public var independent: Double
}

extension ReflectionMap {
  /// Mean, spread and uncertainty of the pixels with a value.
  ///
  /// - Parameters:
  ///   - options: Those of the map.
  ///   - mask: One of the map's size; nil for all pixels.
  func mean(_ options: RollingWindow, mask: Mask?) -> LatticeMean {
    let spacing = self.spacing
    var (distances, directions) = (Spread(), Spread())
    var members = [Bool](repeating: false, count: spacing.count)
    var (top, bottom, left, right) = (rows, -1, columns, -1)
    for row in 0..<rows {
      for column in 0..<columns {
        let index = row * columns + column
        guard mask?.inside[index] ?? true, !spacing.pixels[index].isNaN else { continue }
        distances.add(Double(spacing.pixels[index]))
        directions.add(Double(angle.pixels[index]))
        members[index] = true
        (top, bottom, left, right) = (min(top, row), row, min(left, column), max(right, column))
      }
    }
    var mean = LatticeMean(
      spacing: distances.mean, spacingSigma: .nan, randomSpacingSigma: .nan, spacingStd: distances.std,
      angle: directions.mean,
      angleSigma: .nan, angleStd: directions.std, count: distances.count, independent: 0)
    guard distances.count > 0 else { return mean }
    let correlations = errorCorrelations(options)
    let count = Double(distances.count)
    func variance(_ correlation: ErrorCorrelation, _ sigma: [Float]?) -> (ofMean: Double, ofPixel: Double) {
      var squares = 0.0
      let cells = cells(rows: top..<bottom + 1, columns: left..<right + 1, side: correlations.cell) { index in
        guard members[index] else { return 0 }
        let value = sigma.map { Double($0[index]) } ?? 1
        squares += value * value
        return value
      }
      let sum = correlation.variance(of: cells.values, rows: cells.rows, columns: cells.columns)
      return (sum / (count * count), squares / count)
    }
    let distance = variance(correlations.spacing, uncertainty.map { _ in randomSpacingSigma.pixels })
    mean.independent = distance.ofPixel / distance.ofMean
    if let uncertainty {
      let shared = sourceCalibration.relativeSigma * mean.spacing
      mean.randomSpacingSigma = distance.ofMean.squareRoot()
      mean.spacingSigma = (distance.ofMean + shared * shared).squareRoot()
      mean.angleSigma = variance(correlations.angle, uncertainty.angle.pixels).ofMean.squareRoot()
    }
    return mean
  }
}

extension LatticeMap {
  /// Mean, spread and uncertainty of a reflection (counted from 0) over a region.
  ///
  /// - Parameter mask: One of the map's or of the source's size; nil for the whole map.
  public func mean(_ index: Int, in mask: Mask? = nil) throws(ImageError) -> LatticeMean {
    guard reflectionMaps.indices.contains(index) else {
      throw .invalid("there is no reflection \(index + 1): the map has \(count)")
    }
    return try reflectionMaps[index].mean(
      options, mask: mask.map { mask throws(ImageError) in try sampled(mask) })
  }
}
