// Masks by value. Limits are rounded to the 32-bit float of the pixels, so that a pixel that was set to 0.1 equals
// 0.1. NaN is in none but the missing.

extension Image {
  /// The pixels below `limit`.
  public func below(_ limit: Double) -> Mask {
    let limit = Float(limit)
    return select { $0 < limit }
  }

  /// The pixels above `limit`.
  public func above(_ limit: Double) -> Mask {
    let limit = Float(limit)
    return select { $0 > limit }
  }

  /// The pixels from `low` to `high`, both included.
  public func between(_ low: Double, _ high: Double) -> Mask {
    let (low, high) = (Float(low), Float(high))
    return select { $0 >= low && $0 <= high }
  }

  /// The pixels of one value.
  public func equal(to value: Double) -> Mask {
    let value = Float(value)
    return select { $0 == value }
  }

  /// The pixels that are NaN.
  public func missing() -> Mask { select { $0.isNaN } }
}
