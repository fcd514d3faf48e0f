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
    let line = try MapTransect(
      from: start, to: end, width: width, source: source, step: step, size: size)
    let planes = reflectionMaps[index]
    let spacing = try line.profile(planes.spacing)
    let angle = try line.profile(planes.angle)
    var sigmas = (spacing: [Double](repeating: .nan, count: spacing.value.count), angle: [Double]())
    sigmas.angle = sigmas.spacing
    if let uncertainty = planes.uncertainty {
      let correlations = planes.errorCorrelations(options)
      sigmas = (
        zip(try line.sigmas(planes.randomSpacingSigma, correlations.spacing), spacing.value).map {
          own, mean in
          let shared = planes.sourceCalibration.relativeSigma * mean
          return (own * own + shared * shared).squareRoot()
        },
        try line.sigmas(uncertainty.angle, correlations.angle)
      )
    }
    return MapProfile(
      distance: line.distances(spacing), spacing: spacing.value, spacingSigma: sigmas.spacing,
      angle: angle.value, angleSigma: sigmas.angle, count: spacing.count)
  }
}
