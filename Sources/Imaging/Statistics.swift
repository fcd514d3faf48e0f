/// Numbers of the pixels. NaN and infinite pixels are left out, except by ``validCount()``; of an image that holds
/// nothing else, each is NaN. Sums are formed in double precision in a fixed order: along each row, then down.
extension Image {
  /// The number of pixels that are not NaN.
  public func validCount() -> Int {
    pixels.withUnsafeBufferPointer { source in
      var count = 0
      for i in 0..<source.count { count += source[i].isNaN ? 0 : 1 }
      return count
    }
  }

  /// The least pixel.
  public func minimum() -> Double {
    let least = pixels.withUnsafeBufferPointer { source in
      var least = Float.infinity
      for i in 0..<source.count { least = source[i] < least && source[i] > -.infinity ? source[i] : least }
      return least
    }
    return least == .infinity ? .nan : Double(least)
  }

  /// The greatest pixel.
  public func maximum() -> Double {
    let greatest = pixels.withUnsafeBufferPointer { source in
      var greatest = -Float.infinity
      for i in 0..<source.count {
        greatest = source[i] > greatest && source[i] < .infinity ? source[i] : greatest
      }
      return greatest
    }
    return greatest == -.infinity ? .nan : Double(greatest)
  }

  /// The sum of the pixels.
  public func sum() -> Double {
    let total = total { $0 }
    return total.count == 0 ? .nan : total.sum
  }

  /// The mean of the pixels.
  public func mean() -> Double {
    let total = total { $0 }
    return total.sum / Double(total.count)
  }

  /// The standard deviation of the pixels as a population: the root mean square distance from their mean.
  public func standardDeviation() -> Double {
    let mean = mean()
    let total = total { ($0 - mean) * ($0 - mean) }
    return (total.sum / Double(total.count)).squareRoot()
  }

  /// The middle of the sorted pixels, the mean of the two middle ones when their number is even.
  public func median() -> Double { quantile(0.5) }

  /// The value below which `p` per cent of the pixels lie, with linear interpolation between the two nearest (as
  /// numpy's default).
  ///
  /// - Throws: ``ImageError/invalid(_:)`` when `p` is not in 0...100.
  public func percentile(_ p: Double) throws(ImageError) -> Double {
    guard p >= 0, p <= 100 else { throw .invalid("a percentile must be between 0 and 100, not \(p)") }
    return quantile(p / 100)
  }

  private func quantile(_ fraction: Double) -> Double {
    let order = OrderStatistics(pixels)
    guard order.count > 0 else { return .nan }
    let position = fraction * Double(order.count - 1)
    let below = Int(position.rounded(.down))
    let low = Double(order[below])
    let weight = position - Double(below)
    guard weight > 0 else { return low }
    return low + (Double(order[below + 1]) - low) * weight
  }

  /// The number of finite pixels and the sum of `body` over them.
  ///
  /// Four partial sums a row let four additions run at a time.
  @inline(__always)
  func total(of body: (Double) -> Double) -> (sum: Double, count: Int) {
    pixels.withUnsafeBufferPointer { source in
      var (total, count) = (0.0, 0)
      for row in 0..<rows {
        let first = row * columns
        let whole = columns & ~3
        var sums = SIMD4<Double>.zero
        for start in stride(from: first, to: first + whole, by: 4) {
          for lane in 0..<4 {
            let value = source[start + lane]
            sums[lane] += value.isFinite ? body(Double(value)) : 0
            count += value.isFinite ? 1 : 0
          }
        }
        for i in first + whole..<first + columns where source[i].isFinite {
          sums[0] += body(Double(source[i]))
          count += 1
        }
        total += sums.sum()
      }
      return (total, count)
    }
  }
}
