import Imaging

/// Where the pixels of an image, or of the image it was taken from, lie on the page.
struct PixelGrid {
  /// The image on the page.
  let frame: Rect
  let rows: Int
  let columns: Int
  /// The image has every `step`-th pixel of its source, the first one included; positions are in the source's pixels.
  let step: Int
  /// Rows, columns and step of a map drawn over the image; nil: none is.
  private var map: (rows: Int, columns: Int, step: Int)?

  init(frame: Rect, image: Image, step: Int) {
    self.frame = frame
    rows = image.rows
    columns = image.columns
    self.step = max(step, 1)
    map = nil
  }

  /// Points per pixel of the source along a row.
  var pitchX: Double { frame.width / Double(columns * step) }
  /// Points per pixel of the source along a column.
  var pitchY: Double { frame.height / Double(rows * step) }

  /// The place on the page of a point in the source.
  func place(row: Double, column: Double) -> (x: Double, y: Double) {
    (
      frame.x + (column / Double(step) + 0.5) * frame.width / Double(columns),
      frame.y + (row / Double(step) + 0.5) * frame.height / Double(rows)
    )
  }

  func place(_ point: Point) -> (x: Double, y: Double) { place(row: point.row, column: point.column) }

  /// The grid of an image over which a map of every `step`-th pixel is drawn.
  func under(_ map: Image, step: Int) -> PixelGrid {
    var result = self
    result.map = (map.rows, map.columns, max(step, 1))
    return result
  }

  /// Where a map lies of which the pixels' centres are at every `step`-th pixel of this grid.
  func frame(of map: Image, step: Int) -> Rect {
    frame(rows: map.rows, columns: map.columns, step: max(step, 1))
  }

  private func frame(rows: Int, columns: Int, step: Int) -> Rect {
    let start = place(row: -0.5 * Double(step), column: -0.5 * Double(step))
    let end = place(row: (Double(rows) - 0.5) * Double(step), column: (Double(columns) - 0.5) * Double(step))
    return Rect(x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y)
  }

  /// The grid on which a mask lies: its pixels are those of the source, or of the image itself.
  func grid(of mask: Mask) throws(FigureError) -> PixelGrid {
    if mask.rows == rows, mask.columns == columns {
      return PixelGrid(frame: frame, rows: rows, columns: columns, step: 1)
    }
    if (mask.rows + step - 1) / step == rows, (mask.columns + step - 1) / step == columns { return self }
    if let map, mask.rows == map.rows, mask.columns == map.columns {
      let frame = frame(rows: map.rows, columns: map.columns, step: map.step)
      return PixelGrid(frame: frame, rows: map.rows, columns: map.columns, step: 1)
    }
    throw .maskSize(rows: rows, columns: columns, found: mask.size.description)
  }

  private init(frame: Rect, rows: Int, columns: Int, step: Int) {
    self.frame = frame
    self.rows = rows
    self.columns = columns
    self.step = step
    map = nil
  }
}
