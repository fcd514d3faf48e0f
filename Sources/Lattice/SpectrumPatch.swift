/// A square of bins of the shifted N × N spectrum, whose zero frequency lies at (N/2, N/2), N/2 rounded down.
package struct SpectrumPatch: Hashable, Sendable {
  package let firstRow: Int
  package let firstColumn: Int
  package let side: Int

  package init(firstRow: Int, firstColumn: Int, side: Int) {
    self.firstRow = firstRow
    self.firstColumn = firstColumn
    self.side = side
  }

  /// The patch around a position in FFT pixels from zero frequency: its first row is trunc(N/2 + row) - side/2.
  package init(row: Double, column: Double, side: Int, window: Int) {
    // A position that was a whole number before it became a reflection stays that number.
    func first(_ position: Double) -> Int {
      let clamped = min(max(position, -1e6), 1e6)
      return window / 2 + Int((clamped + 1e-6).rounded(.down)) - side / 2
    }
    self.init(firstRow: first(row), firstColumn: first(column), side: side)
  }

  package func isInside(window: Int) -> Bool {
    firstRow >= 0 && firstColumn >= 0 && firstRow + side <= window && firstColumn + side <= window
  }
}
