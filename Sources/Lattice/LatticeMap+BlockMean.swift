import Imaging

extension LatticeMap {
  /// Replaces every pixel by the mean of its block, the map keeping its size.
  ///
  /// The blocks are `n` map pixels a side, from the first one on; those at the far edges may be partial. Radius, angle
  /// and amplitude are averaged over the pixels with a value, and the spacing follows from the mean radius, as in the
  /// original. The uncertainties are those of the means, the overlap of the windows counted in; the signal to noise is
  /// averaged. A pixel of a block with a value has the status ``WindowStatus/ok``; in a block without any, all keep
  /// theirs.
  public func blockMean(_ n: Int) throws(ImageError) -> LatticeMap {
    var means = [ReflectionMap]()
    for map in reflectionMaps { means.append(try map.blockMean(n, options)) }
    return with(means)
  }
}

extension ReflectionMap {
  fileprivate func blockMean(_ n: Int, _ options: RollingWindow) throws(ImageError) -> ReflectionMap {
    let radius = try radius.blockMean(n)
    let statuses = zip(radius.pixels, self.statuses).map { $0.isNaN ? $1 : .ok }
    var means: Uncertainty?
    if let uncertainty {
      let correlations = errorCorrelations(options)
      means = Uncertainty(
        radius: blockSigma(uncertainty.radius, n, correlations.spacing, cell: correlations.cell),
        angle: blockSigma(uncertainty.angle, n, correlations.angle, cell: correlations.cell),
        snr: try uncertainty.snr.blockMean(n))
    }
    return with(
      radius: radius, angle: try angle.blockMean(n), amplitude: try amplitude.blockMean(n),
      statuses: statuses,
      uncertainty: means, blockSide: min(n, max(rows, columns)))
  }

  /// The uncertainty of each block's mean.
  private func blockSigma(_ sigma: Image, _ n: Int, _ correlation: ErrorCorrelation, cell: Int) -> Image {
    var result = sigma.with(pixels: [Float](repeating: .nan, count: sigma.count))
    let side = min(n, max(rows, columns))
    for top in stride(from: 0, to: rows, by: side) {
      let band = top..<min(top + side, rows)
      for left in stride(from: 0, to: columns, by: side) {
        let block = left..<min(left + side, columns)
        var count = 0
        let cells = cells(rows: band, columns: block, side: cell) { index in
          guard !sigma.pixels[index].isNaN else { return 0 }
          count += 1
          return Double(sigma.pixels[index])
        }
        guard count > 0 else { continue }
        let variance = correlation.variance(of: cells.values, rows: cells.rows, columns: cells.columns)
        let value = Float(variance.squareRoot() / Double(count))
        for row in band {
          for column in block { result[row, column] = value }
        }
      }
    }
    return result
  }
}
