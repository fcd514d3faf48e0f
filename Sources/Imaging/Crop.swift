extension Image {
  /// The rectangle of `rows` × `columns` pixels of which (`row`, `column`) is the top left one.
  ///
  /// - Throws: ``ImageError/outside(_:)`` when it is not wholly inside the image, ``ImageError/empty(_:)`` when it has
  ///   no pixel.
  public func cropped(row: Int, column: Int, rows: Int, columns: Int) throws(ImageError) -> Image {
    guard rows > 0, columns > 0 else { throw .empty("\(rows)×\(columns) pixels") }
    guard rows <= self.rows, row >= 0, row <= self.rows - rows else { throw .outside(size) }
    guard columns <= self.columns, column >= 0, column <= self.columns - columns else { throw .outside(size) }
    return excerpt(row: row, column: column, rows: rows, columns: columns, outside: 0)
  }

  /// This image with a border of `width` pixels of `value` on every side.
  ///
  /// - Throws: ``ImageError/invalid(_:)`` when `width` is negative or the result is larger than
  ///   ``Image/maximumCount``.
  public func padded(_ width: Int, value: Double = 0) throws(ImageError) -> Image {
    guard width >= 0, width <= Image.maximumCount else {
      throw .invalid("the border must be 0 to \(Image.maximumCount) pixels wide, not \(width)")
    }
    let (rows, columns) = (self.rows + 2 * width, self.columns + 2 * width)
    try Image.checkExtent(rows: rows, columns: columns)
    return excerpt(row: -width, column: -width, rows: rows, columns: columns, outside: Float(value))
  }

  /// The square window of `size` pixels a side around a pixel: rows `row - size/2` to `row - size/2 + size - 1`, the
  /// same for columns, with zeros outside the image.
  ///
  /// The centre of an even window lies half a pixel above and left of the pixel's. The pixel may lie outside.
  ///
  /// - Throws: ``ImageError/invalid(_:)`` when `size` is not positive or the result is larger than
  ///   ``Image/maximumCount``.
  public func window(row: Int, column: Int, size: Int) throws(ImageError) -> Image {
    guard size > 0 else { throw .invalid("the side of a window must be 1 pixel or more, not \(size)") }
    try Image.checkExtent(rows: size, columns: size)
    // A window that is wholly outside may as well lie just outside.
    let top = min(max(row, -size), rows + size) - size / 2
    let left = min(max(column, -size), columns + size) - size / 2
    return excerpt(row: top, column: left, rows: size, columns: size, outside: 0)
  }

  /// A rectangle of this image, `outside` where it leaves it.
  private func excerpt(row: Int, column: Int, rows: Int, columns: Int, outside: Float) -> Image {
    let inside = max(row, 0)..<max(min(row + rows, self.rows), max(row, 0))
    let left = max(column, 0)
    let width = max(min(column + columns, self.columns) - left, 0)
    let excerpt = pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: rows * columns) { target, initialized in
        if inside.count < rows || width < columns { target.initialize(repeating: outside) }
        for line in inside where width > 0 {
          let start = (line - row) * columns + left - column
          for i in 0..<width { target[start + i] = source[line * self.columns + left + i] }
        }
        initialized = rows * columns
      }
    }
    return derived(rows: rows, columns: columns, pixels: excerpt, calibration: calibration)
  }
}
