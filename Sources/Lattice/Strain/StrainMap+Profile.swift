import Imaging

/// What a strain map says along a line, one value per map pixel of length.
public struct StrainProfile: Hashable, Sendable {
  /// From the start of the line, in the source's unit.
  public var distance: [Double]
  /// Mean of each component across the line's width, in the order of ``StrainComponent``.
  public var values: [[Double]]
  /// 1σ of the means, the overlap of the windows across the width and the reference's uncertainty counted in.
  public var sigmas: [[Double]]
  /// Pixels with a value that went into each mean.
  public var count: [Int]
}

extension StrainMap {
  /// Strain along a line.
  ///
  /// - Parameters:
  ///   - start: Where the line starts, in pixels of ``source``, as its end.
  ///   - width: Over which is averaged, pixels of ``source``; at least one map pixel.
  /// - Throws: ``ImageError`` when the line leaves the map or the width is out of range.
  public func profile(from start: Point, to end: Point, width: Int = 1) throws(ImageError) -> StrainProfile {
    let line = try MapTransect(
      from: start, to: end, width: width, source: source, step: step, size: size)
    let first = try line.profile(self[.exx])
    var profile = StrainProfile(
      distance: line.distances(first), values: [], sigmas: [], count: first.count)
    for component in StrainComponent.allCases {
      profile.values.append(try line.profile(self[component]).value)
      let shared = referenceSigmas[component.index]
      let total = sigma(component)
      let own = total.with(
        pixels: total.pixels.map { Float(max(0, Double($0) * Double($0) - shared * shared).squareRoot()) })
      profile.sigmas.append(
        try line.sigmas(own, correlations[component.index]).map { ($0 * $0 + shared * shared).squareRoot() })
    }
    return profile
  }
}
