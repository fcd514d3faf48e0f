/// How many pixels have which value.
public struct Histogram: Hashable, Sendable {
  /// The centre of each bin.
  public let values: [Double]
  /// The pixels in each bin.
  public let counts: [Int]
}

extension Image {
  /// Counts the finite pixels in `bins` bins of one width, from the minimum to the maximum or over a range.
  ///
  /// A bin holds its lower edge and not its upper one; the last holds both. When all pixels have one value, the bins
  /// span 1/2, or a thousandth of it when that is more, to either side of it; when there is no finite pixel, from 0 to 1.
  ///
  /// - Parameter range: Values outside are not counted; nil: from the minimum to the maximum.
  /// - Throws: ``ImageError/invalid(_:)`` when `bins` is not in 1...65536, or the range is empty or not finite.
  public func histogram(bins: Int = 256, in range: ClosedRange<Double>? = nil) throws(ImageError) -> Histogram
  {
    guard (1...65536).contains(bins) else { throw .invalid("bins must be between 1 and 65536, not \(bins)") }
    if let range, range.upperBound <= range.lowerBound || !(range.upperBound - range.lowerBound).isFinite {
      throw .invalid("the range of a histogram must be two numbers, the smaller one first, not \(range)")
    }
    var (low, high) = range.map { ($0.lowerBound, $0.upperBound) } ?? (minimum(), maximum())
    if low.isNaN { (low, high) = (0, 1) }
    if low == high {
      // Far from 0 a half is less than the numbers' own spacing.
      let margin = max(0.5, abs(low) * 1e-3)
      (low, high) = (low - margin, high + margin)
    }
    let scale = Double(bins) / (high - low)
    var counts = [Int](repeating: 0, count: bins)
    counts.withUnsafeMutableBufferPointer { counts in
      for value in pixels where value.isFinite && Double(value) >= low && Double(value) <= high {
        counts[Int(min((Double(value) - low) * scale, Double(bins - 1)))] += 1
      }
    }
    let values = (0..<bins).map { low + (Double($0) + 0.5) / scale }
    return Histogram(values: values, counts: counts)
  }
}
