/// Mean and standard deviation of numbers that come one after the other, NaN left out (Welford 1962).
package struct Spread: Sendable {
  /// How many numbers there were.
  package private(set) var count = 0
  private var centre = 0.0
  private var squares = 0.0

  package init() {}

  package mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    let difference = value - centre
    centre += difference / Double(count)
    squares += difference * (value - centre)
  }

  /// NaN of none.
  package var mean: Double { count > 0 ? centre : .nan }
  /// Of the numbers themselves, not an estimate for more; NaN of none.
  package var std: Double { count > 0 ? (squares / Double(count)).squareRoot() : .nan }
}
