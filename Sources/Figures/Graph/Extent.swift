/// The smallest and the largest of some values; NaN and infinities are left out.
struct Extent: Hashable {
  private(set) var low = Double.infinity
  private(set) var high = -Double.infinity

  /// Whether there is no value.
  var isEmpty: Bool { low > high }

  /// nil when there is no value.
  var range: ClosedRange<Double>? { isEmpty ? nil : low...high }

  mutating func include(_ value: Double) {
    guard value.isFinite else { return }
    low = min(low, value)
    high = max(high, value)
  }

  mutating func include(_ values: some Sequence<Double>) { for value in values { include(value) } }

  /// The largest magnitude that axes can show: beyond, differences of two values may not be numbers.
  static let limit = 1e300

  /// The extent grown by a share of its width on both sides; one without width around its value. 0...1 when empty.
  ///
  /// - Throws: ``FigureError/invalid(_:)`` when a value is too large for an axis.
  func padded(by share: Double, name: String) throws(FigureError) -> ClosedRange<Double> {
    guard !isEmpty else { return 0...1 }
    let largest = max(abs(low), abs(high))
    guard largest <= 10 * Self.limit else {
      throw .invalid("\(name) reaches \(largest), but an axis shows values up to 1e300")
    }
    if high - low > 1e-9 * largest, high - low > 1e-290 {
      let margin = share * (high - low)
      return low - margin...high + margin
    }
    let margin = largest < 1e-280 ? 1 : largest / 8
    return low - margin...high + margin
  }
}
