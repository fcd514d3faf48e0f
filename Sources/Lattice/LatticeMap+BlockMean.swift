import Imaging

extension LatticeMap {
  /// Replaces every pixel by the mean of its block, the map keeping its size.
  ///
  /// The blocks are `n` map pixels a side, from the first one on; those at the far edges may be partial. Radius, angle
  /// and amplitude are averaged over the pixels with a value, and the spacing follows from the mean radius, as in the
  /// original. A pixel of a block with a value has the status ``WindowStatus/ok``; in a block without any, all keep
  /// theirs.
  public func blockMean(_ n: Int) throws(ImageError) -> LatticeMap {
    var means = [ReflectionMap]()
    for map in reflectionMaps { means.append(try map.blockMean(n)) }
    return with(means)
  }
}

extension ReflectionMap {
  fileprivate func blockMean(_ n: Int) throws(ImageError) -> ReflectionMap {
    let radius = try radius.blockMean(n)
    let statuses = zip(radius.pixels, self.statuses).map { $0.isNaN ? $1 : .ok }
    return with(
      radius: radius, angle: try angle.blockMean(n), amplitude: try amplitude.blockMean(n), statuses: statuses
    )
  }
}
