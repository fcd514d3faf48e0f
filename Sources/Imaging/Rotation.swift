import Numerics

extension Image {
  /// This image turned by `degrees`, counter-clockwise as displayed.
  ///
  /// By multiples of 90° every pixel keeps its value, and width and height are exchanged where they have to be. By
  /// other angles the image is turned about its middle, keeps its size and is interpolated by cubic convolution; what
  /// was outside is NaN. Pixels that are not square are turned as the lengths that they are.
  ///
  /// - Parameter isCancelled: Is asked at every row.
  /// - Throws: ``ImageError/invalid(_:)`` when `degrees` is not finite; ``ImageError/cancelled``.
  public func rotated(
    _ degrees: Double, isCancelled: () -> Bool = { false }
  ) throws(ImageError) -> Image {
    guard degrees.isFinite else {
      throw .invalid("the angle must be finite, not \(NumberFormat.compact(degrees))")
    }
    let turn = degrees.remainder(dividingBy: 360)
    guard turn.remainder(dividingBy: 90) != 0 else { return turned(quarters: Int(turn) / 90) }
    let (cosine, sine) = (Double.cos(turn * .pi / 180), Double.sin(turn * .pi / 180))
    let aspect = calibration.pixelSizeY / calibration.pixelSizeX
    let (middleRow, middleColumn) = (Double(rows - 1) / 2, Double(columns - 1) / 2)
    let (lastRow, lastColumn) = (Double(rows - 1), Double(columns - 1))
    // Rounding must not push the outermost pixels over the border.
    let tolerance = 1e-9
    let turned = pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: count) { target, initialized in
        for row in 0..<rows {
          if isCancelled() { break }
          let y = Double(row) - middleRow
          for column in 0..<columns {
            let x = Double(column) - middleColumn
            let from = (
              row: middleRow + y * cosine + x * sine / aspect,
              column: middleColumn + x * cosine - y * aspect * sine
            )
            let isInside =
              from.row >= -tolerance && from.row <= lastRow + tolerance && from.column >= -tolerance
              && from.column <= lastColumn + tolerance
            target[row * columns + column] =
              isInside ? source.cubic(rows: rows, columns: columns, row: from.row, column: from.column) : .nan
          }
          initialized += columns
        }
      }
    }
    guard turned.count == count else { throw .cancelled }
    return derived(rows: rows, columns: columns, pixels: turned, calibration: calibration)
  }
}
