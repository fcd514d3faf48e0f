/// The generator xoshiro256** 1.0 of Blackman and Vigna (ACM Trans. Math. Softw. 47, 36, 2021).
///
/// One seed gives several independent streams, so that more draws from one leave the others as they were.
package struct Xoshiro256: RandomNumberGenerator, Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64
  /// The second of a pair of normal deviates, kept for the next call.
  var spareNormal: Double?

  /// The state is filled by SplitMix64, as its authors advise.
  package init(seed: UInt64, stream: UInt64 = 0) {
    var outer = SplitMix(state: seed)
    for _ in 0..<stream { _ = outer.next() }
    var inner = SplitMix(state: outer.next())
    (s0, s1, s2, s3) = (inner.next(), inner.next(), inner.next(), inner.next())
  }

  /// From a state, not all 0.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state != (0, 0, 0, 0))
    (s0, s1, s2, s3) = state
  }

  package mutating func next() -> UInt64 {
    let scrambled = s1 &* 5
    let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// SplitMix64 of Steele, Lea and Flood (OOPSLA 2014).
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
