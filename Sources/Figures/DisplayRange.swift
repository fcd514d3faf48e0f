/// Which values the colours of a map span.
public enum DisplayRange: Hashable, Sendable {
  /// From the smallest to the largest value, save for outliers: values further from the bulk (5th to 95th
  /// percentile) than half its width. Where there are some, the colour bar ends in a point.
  case automatic
  /// From the smallest to the largest value.
  case full
  /// As ``automatic``, made as wide on either side of 0: for strain and other signed values.
  case symmetric
  /// From one value to another; the first is the smaller.
  case between(Double, Double)
}

extension DisplayRange {
  /// The ends of the range for values of this summary; never empty.
  ///
  /// - Throws: ``FigureError/invalid(_:)`` when the given ends are not finite, or not in order.
  package func resolved(for summary: ValueSummary) throws(FigureError) -> ClosedRange<Double> {
    switch self {
    case .automatic: return Self.widened(summary.robust)
    case .full: return Self.widened(summary.full)
    case .symmetric:
      let limit = max(abs(summary.robust.lowerBound), abs(summary.robust.upperBound))
      return Self.widened(-limit...limit)
    case .between(let low, let high):
      guard low.isFinite, high.isFinite, high - low > 1e-9 * max(abs(low), abs(high)), (high - low).isFinite,
        high - low > 1e-300
      else {
        throw .invalid("range must be two finite numbers, the smaller one first, but is \(low), \(high)")
      }
      return low...high
    }
  }

  /// A range with some width around a value that stands alone.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    if range.upperBound - range.lowerBound > 1e-9 * largest { return range }
    let margin = largest == 0 ? 1 : largest / 10
    return range.lowerBound - margin...range.upperBound + margin
  }
}

/// What a range needs to know of an image's values. Missing and infinite ones are left out.
package struct ValueSummary: Hashable, Sendable {
  /// Smallest to largest value; 0...0 when there is none.
  package let full: ClosedRange<Double>
  /// ``full`` without outliers.
  package let robust: ClosedRange<Double>
  /// Whether there is any value.
  package let hasValues: Bool

  /// - Precondition: the ranges come from values of one kind; the union is formed end by end.
  package func union(_ other: ValueSummary) -> ValueSummary {
    guard hasValues else { return other }
    guard other.hasValues else { return self }
    return ValueSummary(
      full: Self.union(full, other.full), robust: Self.union(robust, other.robust), hasValues: true)
  }

  private static func union(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> ClosedRange<Double> {
    min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
  }
}
