import Numerics

/// Round values 1, 2, 2.5 or 5 × 10^n apart within a range, and their texts.
package struct Ticks: Hashable, Sendable {
  package let values: [Double]
  /// As many digits as the steps need; a common power of ten is in ``exponent``.
  package let labels: [String]
  /// The labels are to be multiplied by 10 to this power; 0 for numbers of a usual size.
  package let exponent: Int

  /// The closest steps that give at most `limit` ticks, and at least 2 where the range holds so many.
  ///
  /// - Precondition: the range is finite and not empty; `limit` is 2 or more.
  package init(in range: ClosedRange<Double>, limit: Int) {
    let span = range.upperBound - range.lowerBound
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    let magnitude = Int(Double.log10(largest).rounded(.down))
    let power = magnitude >= 5 || magnitude < -3 ? magnitude : 0
    var decade = Int(Double.log10(span / Double(limit)).rounded(.down)) - 1
    while true {
      for (factor, shift) in [(1, 0), (2, 0), (25, -1), (5, 0)] {
        let exponent = decade + shift
        let unit = Double.pow(10, Double(exponent))
        let step = Double(factor) * unit
        let slack = 1e-9 * span / step
        let first = (range.lowerBound / step - slack).rounded(.up)
        let last = (range.upperBound / step + slack).rounded(.down)
        guard last - first + 1 <= Double(limit), abs(first) < 1e15, abs(last) < 1e15 else { continue }
        let multiples = first <= last ? Array(Int(first)...Int(last)) : []
        values = multiples.map { Self.value($0 * factor, exponent: exponent) }
        labels = multiples.map { decimalText($0 * factor, exponent: exponent - power) }
        self.exponent = power
        return
      }
      decade += 1
    }
  }

  /// Division by a power of ten is exact where multiplication by its inverse is not.
  private static func value(_ mantissa: Int, exponent: Int) -> Double {
    exponent < 0
      ? Double(mantissa) / Double.pow(10, Double(-exponent))
      : Double(mantissa) * Double.pow(10, Double(exponent))
  }
}
