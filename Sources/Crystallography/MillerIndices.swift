/// Three whole numbers: a set of lattice planes (hkl), or a direction [uvw].
public struct MillerIndices: Hashable, Sendable {
  public var h, k, l: Int

  public init(_ h: Int, _ k: Int, _ l: Int) { (self.h, self.k, self.l) = (h, k, l) }

  public var isZero: Bool { h == 0 && k == 0 && l == 0 }

  /// hu + kv + lw: 0 where a plane belongs to a zone.
  public static func * (plane: MillerIndices, direction: MillerIndices) -> Int {
    plane.h * direction.h + plane.k * direction.k + plane.l * direction.l
  }

  public static prefix func - (indices: MillerIndices) -> MillerIndices {
    MillerIndices(-indices.h, -indices.k, -indices.l)
  }

  /// The direction that two planes have in common; zero for parallel ones.
  public func cross(_ other: MillerIndices) -> MillerIndices {
    MillerIndices(
      k * other.l - l * other.k, l * other.h - h * other.l, h * other.k - k * other.h)
  }

  /// Whether no whole number but 1 divides all three.
  var isPrimitive: Bool { divisor == 1 }

  /// The shortest indices of this direction: [110] of [220]; zero of zero.
  public var primitive: MillerIndices {
    isZero ? self : MillerIndices(h / divisor, k / divisor, l / divisor)
  }

  /// The largest whole number that divides all three.
  private var divisor: Int {
    func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? abs(a) : gcd(b, a % b) }
    return gcd(gcd(h, k), l)
  }

  /// As a vector.
  var vector: SIMD3<Double> { SIMD3(Double(h), Double(k), Double(l)) }

  /// Which of two equivalent indices is written: the one with fewer minus signs, then with the smaller numbers, then
  /// with the larger first one.
  func isWrittenBefore(_ other: MillerIndices) -> Bool { rank > other.rank }

  private var rank: (Int, Int, Int, Int, Int) {
    (-minusSigns, -abs(h) - abs(k) - abs(l), h, k, l)
  }

  /// How many of the three are negative.
  var minusSigns: Int { (h < 0 ? 1 : 0) + (k < 0 ? 1 : 0) + (l < 0 ? 1 : 0) }
}

extension MillerIndices: CustomStringConvertible {
  /// `111`, `11-1`; with spaces where an index has two digits: `10 0 -2`.
  public var description: String {
    let isLong = [h, k, l].contains { abs($0) > 9 }
    return isLong ? "\(h) \(k) \(l)" : "\(h)\(k)\(l)"
  }
}

extension MillerIndices {
  /// Reads `111`, `11-1`, `10 0 -2` or `1,1,0`, also in brackets as `[110]`; nil for anything else.
  public init?(_ written: String) {
    guard let numbers = Self.numbers(in: written), numbers.count == 3 else { return nil }
    self.init(numbers[0], numbers[1], numbers[2])
  }

  /// The whole numbers that a text is made of, each from -1000 to 1000; nil where something else is in it.
  public static func numbers(in written: String) -> [Int]? {
    var text = written[...]
    if let first = text.first, let last = text.last, ["[]", "()", "{}"].contains("\(first)\(last)") {
      text = text.dropFirst().dropLast()
    }
    let parts: [Int?]
    if text.contains(where: { " ,".contains($0) }) {
      parts = text.split { " ,".contains($0) }.map { Int($0) }
    } else {
      var found: [Int?] = []
      var sign = 1
      for character in text {
        if character == "-", sign == 1 {
          sign = -1
        } else {
          found.append(character.isASCII ? character.wholeNumberValue.map { sign * $0 } : nil)
          sign = 1
        }
      }
      if sign == -1 { found.append(nil) }
      parts = found
    }
    let numbers = parts.compactMap(\.self)
    return numbers.count == parts.count && numbers.allSatisfy { (-1000...1000).contains($0) } ? numbers : nil
  }
}
