/// A ratio of two integers of 32 bits, as TIFF stores resolutions. libtiff gives and takes them as 32-bit floats
/// only, which would cost a pixel size half of its digits.
struct TIFFRational: Hashable {
  var numerator: UInt32
  var denominator: UInt32

  /// Its value; nil when the denominator is 0.
  var value: Double? { denominator == 0 ? nil : Double(numerator) / Double(denominator) }

  /// The ratio nearest to a positive number among those that a continued fraction gives.
  ///
  /// Both parts stay below 2³¹, because some programs read them as signed. A number beyond what such a ratio can
  /// express, about 1e-9 to 2e9, is nil.
  init?(_ number: Double) {
    let limit = Double(Int32.max)
    guard number >= 1 / limit, number <= limit else { return nil }
    var rest = number
    var (p0, q0, p1, q1) = (0.0, 1.0, 1.0, 0.0)
    for _ in 0..<64 {
      let whole = rest.rounded(.down)
      let (p2, q2) = (whole * p1 + p0, whole * q1 + q0)
      guard p2 <= limit, q2 <= limit else { break }
      (p0, q0, p1, q1) = (p1, q1, p2, q2)
      guard rest > whole, p1 / q1 != number else { break }
      rest = 1 / (rest - whole)
    }
    guard p1 >= 1, q1 >= 1 else { return nil }
    numerator = UInt32(p1)
    denominator = UInt32(q1)
  }

  init(numerator: UInt32, denominator: UInt32) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Its eight bytes.
  func bytes(_ order: ByteOrder) -> [UInt8] {
    [numerator, denominator].flatMap { part in
      let little = (0..<4).map { UInt8(truncatingIfNeeded: part >> (8 * $0)) }
      return order == .littleEndian ? little : little.reversed()
    }
  }
}
