import Imaging

/// What a map says of a region on average.
public struct LatticeMean: Hashable, Sendable {
  /// Mean spacing, in the source's unit; NaN where no pixel has a value.
  public var spacing: Double
  /// 1σ uncertainty of the mean; NaN, as no estimator gives the uncertainty of a window yet.
  public var spacingSigma: Double
  /// Standard deviation over the pixels (of the population).
  public var spacingStd: Double
  /// Mean direction, degrees.
  public var angle: Double
  public var angleSigma: Double
  public var angleStd: Double
  /// Pixels with a value.
  public var count: Int
  /// How many windows side by side would say as much: errors of windows are correlated over about half a window,
  /// so this is the area that the pixels cover over (N/2)², at least 1 and at most ``count`` (0 without any).
  public var independent: Double
}

extension ReflectionMap {
  /// Mean and spread of the pixels with a value.
  ///
  /// - Parameters:
  ///   - step: Stride of the map, source pixels.
  ///   - mask: One of the map's size; nil for all pixels.
  func mean(step: Int, mask: Mask?) -> LatticeMean {
    let spacing = self.spacing
    var (distances, directions) = (Spread(), Spread())
    for index in statuses.indices where (mask?.inside[index] ?? true) && !spacing.pixels[index].isNaN {
      distances.add(Double(spacing.pixels[index]))
      directions.add(Double(angle.pixels[index]))
    }
    let half = Double(window) / 2
    let covered = Double(distances.count) * Double(step * step)
    return LatticeMean(
      spacing: distances.mean, spacingSigma: .nan, spacingStd: distances.std, angle: directions.mean,
      angleSigma: .nan,
      angleStd: directions.std, count: distances.count,
      independent: min(max(covered / (half * half), 1), Double(distances.count)))
  }
}

extension LatticeMap {
  /// Mean and spread of a reflection (counted from 0) over a region.
  ///
  /// - Parameter mask: One of the map's or of the source's size; nil for the whole map.
  public func mean(_ index: Int, in mask: Mask? = nil) throws(ImageError) -> LatticeMean {
    guard reflectionMaps.indices.contains(index) else {
      throw .invalid("there is no reflection \(index + 1): the map has \(count)")
    }
    return try reflectionMaps[index].mean(
      step: step, mask: mask.map { mask throws(ImageError) in try sampled(mask) })
  }
}

/// Mean and standard deviation, one value after the other (Welford's method).
private struct Spread {
  private(set) var count = 0
  private var centre = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let difference = value - centre
    centre += difference / Double(count)
    squares += difference * (value - centre)
  }

  var mean: Double { count == 0 ? .nan : centre }
  var std: Double { count == 0 ? .nan : (squares / Double(count)).squareRoot() }
}
