extension Image {
  /// The value that separates dark pixels from bright ones best, by Otsu's method: the threshold between two classes of
  /// pixels with the largest variance between their means (N. Otsu, IEEE Trans. Syst. Man Cybern. 9, 62, 1979).
  ///
  /// The classes are taken from a histogram of 1024 bins from the minimum to the maximum; of a stretch of thresholds
  /// that are equally good, as between two separate peaks, its middle is returned. NaN for an image without a finite
  /// pixel; the value itself for one of a single value.
  public func otsuThreshold() -> Double {
    let (low, high) = (minimum(), maximum())
    guard low < high, let histogram = try? histogram(bins: 1024) else { return low }
    let total = Double(histogram.counts.reduce(0, +))
    var (below, sumBelow) = (0.0, 0.0)
    let sum = zip(histogram.values, histogram.counts).reduce(0) { $0 + $1.0 * Double($1.1) }
    var (best, first, last) = (-1.0, 0, 0)
    for bin in 0..<(histogram.counts.count - 1) {
      below += Double(histogram.counts[bin])
      sumBelow += histogram.values[bin] * Double(histogram.counts[bin])
      let above = total - below
      guard below > 0, above > 0 else { continue }
      let difference = sumBelow / below - (sum - sumBelow) / above
      let variance = below * above * difference * difference
      if variance > best * (1 + 1e-12) {
        (best, first, last) = (variance, bin, bin)
      } else if variance >= best * (1 - 1e-12), bin == last + 1 {
        last = bin
      }
    }
    // The upper edges of the two bins, on the average.
    let width = histogram.values[1] - histogram.values[0]
    return (histogram.values[first] + histogram.values[last] + width) / 2
  }
}
