extension Image {
  /// The axis along which an image is mirrored.
  public enum Axis: String, CaseIterable, Sendable {
    /// Left and right change places.
    case x
    /// Top and bottom change places.
    case y
  }

  /// The mirror image.
  public func flipped(_ axis: Axis) -> Image {
    switch axis {
    case .x: rearranged(rows: rows, columns: columns) { ($0, columns - 1 - $1) }
    case .y: rearranged(rows: rows, columns: columns) { (rows - 1 - $0, $1) }
    }
  }

  /// Rows and columns exchanged, with the pixel's width and height.
  public func transposed() -> Image { rearranged(rows: columns, columns: rows) { ($1, $0) } }

  /// Turned by a number of quarter turns, counter-clockwise as displayed.
  func turned(quarters: Int) -> Image {
    switch ((quarters % 4) + 4) % 4 {
    case 1: rearranged(rows: columns, columns: rows) { ($1, columns - 1 - $0) }
    case 2: rearranged(rows: rows, columns: columns) { (rows - 1 - $0, columns - 1 - $1) }
    case 3: rearranged(rows: columns, columns: rows) { (rows - 1 - $1, $0) }
    default: self
    }
  }

  /// An image of which each pixel is the one of this image that `origin` names for its row and column. When the rows
  /// become columns, width and height of a pixel are exchanged.
  @inline(__always)
  private func rearranged(
    rows newRows: Int, columns newColumns: Int, _ origin: (Int, Int) -> (row: Int, column: Int)
  ) -> Image {
    // In squares, so that reading along columns stays within the cache.
    let side = 32
    let pixels = pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: count) { target, initialized in
        for top in stride(from: 0, to: newRows, by: side) {
          for left in stride(from: 0, to: newColumns, by: side) {
            for row in top..<min(top + side, newRows) {
              for column in left..<min(left + side, newColumns) {
                let from = origin(row, column)
                target[row * newColumns + column] = source[from.row * columns + from.column]
              }
            }
          }
        }
        initialized = count
      }
    }
    let turned = origin(0, 1).row != origin(0, 0).row
    return derived(
      rows: newRows, columns: newColumns, pixels: pixels,
      calibration: turned ? calibration.transposed : calibration)
  }
}
