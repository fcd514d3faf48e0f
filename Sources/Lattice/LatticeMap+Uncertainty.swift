import Imaging
import Numerics

extension ReflectionMap {
  /// How errors of the spacing and of the angle at different pixels of the map go together.
  func errorCorrelations(_ options: RollingWindow) -> (
    spacing: ErrorCorrelation, angle: ErrorCorrelation, cell: Int
  ) {
    let overlap = WindowOverlap(window: window, taper: options.taper, step: options.step, block: blockSide)
    let (width, height) = (sourceCalibration.pixelSizeX, sourceCalibration.pixelSizeY)
    // |g| grows along (gy, gx) in rows UP and columns, per pixel size; its direction turns across.
    let (gx, gy) = (reflection.gx, reflection.gy)
    return (
      overlap.along(row: -gy / height, column: gx / width),
      overlap.along(row: -gx / height, column: -gy / width),
      overlap.cell
    )
  }

  /// Sums of a weight over square cells of a part of the map, for ``ErrorCorrelation/variance(of:rows:columns:)``.
  func cells(
    rows: Range<Int>, columns: Range<Int>, side: Int, weight: (Int) -> Double
  ) -> (values: [Double], rows: Int, columns: Int) {
    radius.cells(rows: rows, columns: columns, side: side, block: blockSide, weight: weight)
  }
}

extension Image {
  /// Sums of a weight over square cells, which lie on the grid of the blocks over which was averaged.
  func cells(
    rows: Range<Int>, columns: Range<Int>, side: Int, block: Int, weight: (Int) -> Double
  ) -> (values: [Double], rows: Int, columns: Int) {
    let (top, left) = (rows.lowerBound / block * block, columns.lowerBound / block * block)
    let (height, width) = ((rows.upperBound - top - 1) / side + 1, (columns.upperBound - left - 1) / side + 1)
    var sums = [Double](repeating: 0, count: height * width)
    for row in rows {
      let line = (row - top) / side * width
      for column in columns { sums[line + (column - left) / side] += weight(row * self.columns + column) }
    }
    return (sums, height, width)
  }
}
