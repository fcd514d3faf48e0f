import Imaging

extension ValueSummary {
  package init(_ image: Image) {
    let (low, high) = (image.minimum(), image.maximum())
    guard low <= high else {
      self.init(full: 0...0, robust: 0...0, hasValues: false)
      return
    }
    var robust = low...high
    // Where all but a few values are alike, the few are what the image shows.
    if let first = try? image.percentile(5), let last = try? image.percentile(95), first < last {
      let reach = (last - first) / 2
      robust = Self.extremes(of: image, within: first - reach...last + reach) ?? robust
    }
    self.init(full: low...high, robust: robust, hasValues: true)
  }

  /// The smallest and the largest value within a range.
  private static func extremes(of image: Image, within range: ClosedRange<Double>) -> ClosedRange<Double>? {
    var low = Float.infinity
    var high = -Float.infinity
    image.pixels.withUnsafeBufferPointer { pixels in
      for value in pixels where Double(value) >= range.lowerBound && Double(value) <= range.upperBound {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low <= high ? Double(low)...Double(high) : nil
  }
}
