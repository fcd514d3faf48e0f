/// The finite values of a list by their rank, without sorting them.
///
/// A float's bits, read as an integer, sort as the float does once the sign is accounted for. So one pass counts the
/// values by their upper 16 bits, and a second the lower 16 bits of those that share the upper half of the wanted one.
struct OrderStatistics {
  /// The number of finite values.
  let count: Int
  private let values: [Float]
  private let upper: [Int]

  init(_ values: [Float]) {
    var histogram = [Int](repeating: 0, count: 1 << 16)
    var count = 0
    histogram.withUnsafeMutableBufferPointer { histogram in
      for value in values where value.isFinite {
        histogram[Int(Self.key(value) >> 16)] += 1
        count += 1
      }
    }
    self.values = values
    self.count = count
    upper = histogram
  }

  /// The value with `rank` values below it.
  ///
  /// - Precondition: `rank` is in `0..<count`.
  subscript(rank: Int) -> Float {
    precondition(rank >= 0 && rank < count)
    let (high, rest) = Self.find(rank, in: upper)
    var lower = [Int](repeating: 0, count: 1 << 16)
    lower.withUnsafeMutableBufferPointer { lower in
      for value in values where value.isFinite && Int(Self.key(value) >> 16) == high {
        lower[Int(Self.key(value) & 0xffff)] += 1
      }
    }
    return Self.value(UInt32(high) << 16 | UInt32(Self.find(rest, in: lower).bin))
  }

  /// The bin that holds the value of `rank`, and its rank among that bin's values.
  private static func find(_ rank: Int, in histogram: [Int]) -> (bin: Int, rank: Int) {
    var rest = rank
    for (bin, count) in histogram.enumerated() {
      if rest < count { return (bin, rest) }
      rest -= count
    }
    preconditionFailure("the rank is beyond the histogram")
  }

  /// An integer that sorts as `value` does.
  static func key(_ value: Float) -> UInt32 {
    let bits = value.bitPattern
    return bits >> 31 == 0 ? bits | 1 << 31 : ~bits
  }

  /// The float of a key.
  static func value(_ key: UInt32) -> Float { Float(bitPattern: key >> 31 == 1 ? key & ~(1 << 31) : ~key) }
}
