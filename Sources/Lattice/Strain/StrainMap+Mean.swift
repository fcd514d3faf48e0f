import Imaging

/// What a strain map says of a region on average.
public struct StrainMean: Hashable, Sendable {
  /// Mean of each component, in the order of ``StrainComponent``; NaN where no pixel has a value.
  public var values: [Double]
  /// 1σ of the means: the overlap of the windows counted in, and the reference's uncertainty, which all pixels share.
  public var sigmas: [Double]
  /// Standard deviation over the pixels (of the population).
  public var stds: [Double]
  /// Pixels with a value.
  public var count: Int
}

extension StrainMap {
  /// Mean, spread and uncertainty over a region.
  ///
  /// - Parameter mask: One of the map's or of the source's size; nil for the whole map.
  public func mean(in mask: Mask? = nil) throws(ImageError) -> StrainMean {
    let mask = try mask.map { mask throws(ImageError) in try sampled(mask) }
    let exx = self[.exx]
    let members = exx.pixels.indices.filter { mask?.inside[$0] ?? true && !exx.pixels[$0].isNaN }
    var mean = StrainMean(values: [], sigmas: [], stds: [], count: members.count)
    guard let first = members.first, let last = members.last else {
      let missing = [Double](repeating: .nan, count: values.count)
      return StrainMean(values: missing, sigmas: missing, stds: missing, count: 0)
    }
    var isMember = [Bool](repeating: false, count: exx.count)
    for index in members { isMember[index] = true }
    for component in StrainComponent.allCases {
      var spread = Spread()
      for index in members { spread.add(Double(self[component].pixels[index])) }
      mean.values.append(spread.mean)
      mean.stds.append(spread.std)
      let shared = referenceSigmas[component.index]
      let sigma = sigma(component)
      let cells = sigma.cells(
        rows: first / columns..<last / columns + 1, columns: 0..<columns, side: cell, block: blockSide
      ) { index in
        guard isMember[index] else { return 0 }
        let total = Double(sigma.pixels[index])
        return max(0, total * total - shared * shared).squareRoot()
      }
      let own = correlations[component.index].variance(
        of: cells.values, rows: cells.rows, columns: cells.columns)
      let count = Double(members.count)
      mean.sigmas.append((own / (count * count) + shared * shared).squareRoot())
    }
    return mean
  }

  /// The map with only the pixels inside a mask of its own or its source's size.
  public func `where`(_ mask: Mask) throws(ImageError) -> StrainMap {
    let mask = try sampled(mask)
    func kept(_ image: Image) -> Image {
      var result = image.with(pixels: zip(image.pixels, mask.inside).map { $1 ? $0 : .nan })
      result.label = image.label
      return result
    }
    return StrainMap(
      source: source, method: method, definition: definition, axis: axis, reference: reference,
      referenceKind: referenceKind, condition: condition, values: values.map(kept), sigmas: sigmas.map(kept),
      residual: kept(residual),
      referenceSigmas: referenceSigmas, correlations: correlations, cell: cell, blockSide: blockSide)
  }

  /// A mask of the map's or of the source's size, as one of the map's size: sampled where the windows are.
  func sampled(_ mask: Mask) throws(ImageError) -> Mask {
    try mask.sampled(every: step, size: size, source: source)
  }
}
