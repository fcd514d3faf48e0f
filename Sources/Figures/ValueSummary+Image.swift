import Imaging

extension ValueSummary {
  /// The extremes of an image, and its bulk from an even sample of at most 2^18 pixels.
  package init(_ image: Image) {
    var low = Float.infinity
    var high = -Float.infinity
    var sample: [Float] = []
    let stride = Self.sampleStride(count: image.count, columns: image.columns)
    image.pixels.withUnsafeBufferPointer { pixels in
      for value in pixels where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
      for index in Swift.stride(from: 0, to: pixels.count, by: stride) where pixels[index].isFinite {
        sample.append(pixels[index])
      }
    }
    guard low <= high else {
      self.init(full: 0...0, robust: 0...0, hasValues: false)
      return
    }
    let full = Double(low)...Double(high)
    sample.sort()
    // The sample may miss the few values there are.
    guard let first = Self.percentile(1, of: sample), let last = Self.percentile(99, of: sample), first < last
    else {
      self.init(full: full, robust: full, hasValues: true)
      return
    }
    let reach = (last - first) / 2
    let robust = Self.extremes(of: image, within: first - reach...last + reach)
    self.init(full: full, robust: robust ?? full, hasValues: true)
  }

  /// The smallest and the largest value within a range.
  private static func extremes(of image: Image, within range: ClosedRange<Double>) -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    image.pixels.withUnsafeBufferPointer { pixels in
      for pixel in pixels {
        let value = Double(pixel)
        if value >= range.lowerBound, value <= range.upperBound {
          low = min(low, value)
          high = max(high, value)
        }
      }
    }
    return low <= high ? low...high : nil
  }

  /// Every how many pixels to look; without a common factor with the row's length, so that all columns are seen.
  private static func sampleStride(count: Int, columns: Int) -> Int {
    var stride = max(1, count >> 18)
    while greatestCommonDivisor(stride, columns) > 1 { stride += 1 }
    return stride
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }

  /// Linear between order statistics.
  private static func percentile(_ percent: Double, of sorted: [Float]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let position = percent / 100 * Double(sorted.count - 1)
    let index = min(Int(position), sorted.count - 2)
    guard index >= 0 else { return Double(sorted[0]) }
    let fraction = position - Double(index)
    return Double(sorted[index]) * (1 - fraction) + Double(sorted[index + 1]) * fraction
  }
}
