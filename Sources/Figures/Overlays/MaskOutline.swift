import Imaging

extension Mask {
  /// A corner of a pixel: the top left one of the pixel at (row, column).
  package struct Corner: Hashable, Sendable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The border between inside and outside as closed loops around the pixels, each with the inside on its right (on
  /// the screen, clockwise around a piece, counter-clockwise around a hole). Only the corners where a loop turns are
  /// listed. Pixels that touch at a corner are apart.
  package func outlines() -> [[Corner]] {
    inside.withUnsafeBufferPointer { inside in
      func isInside(_ row: Int, _ column: Int) -> Bool {
        row >= 0 && row < rows && column >= 0 && column < columns && inside[row * columns + column]
      }
      // Every loop somewhere runs to the right along the top of a pixel.
      var isDone = [Bool](repeating: false, count: rows * columns)
      var loops: [[Corner]] = []
      for row in 0..<rows {
        for column in 0..<columns
        where inside[row * columns + column] && !isInside(row - 1, column) && !isDone[row * columns + column]
        {
          var loop: [Corner] = []
          var at = Corner(row: row, column: column)
          var (down, right) = (0, 1)
          repeat {
            if right == 1 { isDone[at.row * columns + at.column] = true }
            at.row += down
            at.column += right
            // The two pixels ahead. Those around a corner begin one row and column before it.
            let onRight = isInside(
              at.row + min(down, 0) + min(right, 0), at.column + min(right, 0) + min(-down, 0))
            let onLeft = isInside(
              at.row + min(down, 0) + min(-right, 0), at.column + min(right, 0) + min(down, 0))
            if !onRight {
              loop.append(at)
              (down, right) = (right, -down)
            } else if onLeft {
              loop.append(at)
              (down, right) = (-right, down)
            }
          } while !(at.row == row && at.column == column && down == 0 && right == 1)
          loops.append(loop)
        }
      }
      return loops
    }
  }

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
