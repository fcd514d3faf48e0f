import Imaging

extension Mask {
  /// The mask with blocks of `factor` pixels a side made one, inside when half of its pixels or more are. Blocks at
  /// the far edges may be smaller.
  package func coarsened(by factor: Int) -> Mask {
    guard factor > 1 else { return self }
    let (rows, columns) = ((rows + factor - 1) / factor, (columns + factor - 1) / factor)
    var result = [Bool](repeating: false, count: rows * columns)
    inside.withUnsafeBufferPointer { inside in
      for row in 0..<rows {
        let sourceRows = row * factor..<min((row + 1) * factor, self.rows)
        for column in 0..<columns {
          let sourceColumns = column * factor..<min((column + 1) * factor, self.columns)
          var count = 0
          for sourceRow in sourceRows {
            for sourceColumn in sourceColumns where inside[sourceRow * self.columns + sourceColumn] {
              count += 1
            }
          }
          result[row * columns + column] = 2 * count >= sourceRows.count * sourceColumns.count
        }
      }
    }
    return Mask(rows: rows, columns: columns, inside: result, calibration: calibration)
  }
}
