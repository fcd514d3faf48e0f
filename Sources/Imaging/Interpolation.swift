extension UnsafeBufferPointer where Element == Float {
  /// The value at a place between the pixels of an image by cubic convolution (Keys 1981, a = -1/2).
  ///
  /// Beyond its borders the image goes on with its outermost pixels. Where one of the 16 pixels around is NaN the
  /// value is interpolated linearly between the inner four; where one of those is, it is NaN.
  func cubic(rows: Int, columns: Int, row: Double, column: Double) -> Float {
    let (top, left) = (row.rounded(.down), column.rounded(.down))
    let (across, down) = (Self.cubicWeights(column - left), Self.cubicWeights(row - top))
    let (firstRow, firstColumn) = (Int(top) - 1, Int(left) - 1)
    var sum = 0.0
    for i in 0..<4 {
      let line = Swift.min(Swift.max(firstRow + i, 0), rows - 1) * columns
      var values = SIMD4<Double>.zero
      for j in 0..<4 {
        values[j] = Double(self[line + Swift.min(Swift.max(firstColumn + j, 0), columns - 1)])
      }
      sum += (values * across).sum() * down[i]
    }
    guard sum.isNaN else { return Float(sum) }
    let (value, weight) = linear(rows: rows, columns: columns, row: row, column: column)
    return weight > 1 - 1e-9 ? Float(value) : .nan
  }

  /// The value at a place between the pixels of an image, linear between the four around it.
  ///
  /// Beyond its borders the image goes on with its outermost pixels. NaN and infinite pixels do not count: the value is
  /// the weighted mean of the others, and `weight` the share that these have of the whole.
  func linear(rows: Int, columns: Int, row: Double, column: Double) -> (value: Double, weight: Double) {
    let (top, left) = (row.rounded(.down), column.rounded(.down))
    var (sum, weight) = (0.0, 0.0)
    for i in 0...1 {
      let line = Swift.min(Swift.max(Int(top) + i, 0), rows - 1) * columns
      let down = i == 0 ? 1 - (row - top) : row - top
      for j in 0...1 {
        let value = self[line + Swift.min(Swift.max(Int(left) + j, 0), columns - 1)]
        let share = down * (j == 0 ? 1 - (column - left) : column - left)
        guard value.isFinite, share > 0 else { continue }
        sum += Double(value) * share
        weight += share
      }
    }
    return (sum / weight, weight)
  }

  /// The weights of the pixels at -1, 0, 1 and 2 for a place at `t` in 0..<1.
  private static func cubicWeights(_ t: Double) -> SIMD4<Double> {
    let s = 1 - t
    return SIMD4(
      -0.5 * t * s * s, 1 + t * t * (1.5 * t - 2.5), 1 + s * s * (1.5 * s - 2.5), -0.5 * s * t * t)
  }
}
