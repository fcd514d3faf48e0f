extension Image {
  /// This image with `factor` times as many rows and columns, pixels being as much smaller.
  ///
  /// The top left corner stays where it is; pixels that would reach beyond the far edges are dropped. Enlarging
  /// interpolates by cubic convolution. Shrinking averages over the area that a new pixel covers, pixels that it covers
  /// in part counting in part; NaN and infinite pixels do not count. A factor of 1/n is binning by n.
  ///
  /// - Parameter isCancelled: Is asked at every new row.
  /// - Throws: ``ImageError/invalid(_:)`` when `factor` is not positive and finite or the result is larger than
  ///   ``Image/maximumCount``, ``ImageError/empty(_:)`` when no pixel is left; ``ImageError/cancelled``.
  public func resampled(
    by factor: Double, isCancelled: () -> Bool = { false }
  ) throws(ImageError) -> Image {
    guard factor > 0, factor <= Double(Image.maximumCount) else {
      throw .invalid("the factor must be positive and finite, not \(NumberFormat.compact(factor))")
    }
    // A whole number of pixels must not be missed by the rounding of the product.
    let newRows = Int(Double(rows) * factor * (1 + 1e-12))
    let newColumns = Int(Double(columns) * factor * (1 + 1e-12))
    try Image.checkExtent(rows: newRows, columns: newColumns)
    guard factor != 1 else { return self }
    let pixels =
      factor > 1
      ? enlarged(newRows, newColumns, factor, isCancelled)
      : shrunk(newRows, newColumns, 1 / factor, isCancelled)
    guard pixels.count == newRows * newColumns else { throw .cancelled }
    return derived(
      rows: newRows, columns: newColumns, pixels: pixels, calibration: calibration.scaled(by: 1 / factor))
  }

  /// The new pixels; fewer when cancelled.
  private func enlarged(
    _ newRows: Int, _ newColumns: Int, _ factor: Double, _ isCancelled: () -> Bool
  ) -> [Float] {
    pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: newRows * newColumns) { target, initialized in
        for row in 0..<newRows {
          if isCancelled() { break }
          let y = (Double(row) + 0.5) / factor - 0.5
          for column in 0..<newColumns {
            let x = (Double(column) + 0.5) / factor - 0.5
            target[row * newColumns + column] = source.cubic(rows: rows, columns: columns, row: y, column: x)
          }
          initialized += newColumns
        }
      }
    }
  }

  /// The new pixels; fewer when cancelled.
  private func shrunk(
    _ newRows: Int, _ newColumns: Int, _ side: Double, _ isCancelled: () -> Bool
  ) -> [Float] {
    let across = (0..<newColumns).map { Cover($0, side: side, limit: columns) }
    return pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: newRows * newColumns) { target, initialized in
        for row in 0..<newRows {
          if isCancelled() { break }
          let down = Cover(row, side: side, limit: rows)
          for column in 0..<newColumns {
            var (sum, weight) = (0.0, 0.0)
            for line in down.pixels {
              let lineWeight = down.weight(line)
              for place in across[column].pixels {
                let value = source[line * columns + place]
                let share = value.isFinite ? lineWeight * across[column].weight(place) : 0
                sum += value.isFinite ? Double(value) * share : 0
                weight += share
              }
            }
            target[row * newColumns + column] = weight > 0 ? Float(sum / weight) : .nan
          }
          initialized += newColumns
        }
      }
    }
  }
}

/// The pixels that a larger pixel covers along one axis.
private struct Cover {
  let pixels: Range<Int>
  private let start: Double
  private let end: Double

  /// The `index`-th pixel of `side` old ones.
  init(_ index: Int, side: Double, limit: Int) {
    start = Double(index) * side
    end = min(Double(index + 1) * side, Double(limit))
    pixels = Int(start)..<min(Int(end.rounded(.up)), limit)
  }

  /// The share of a pixel that is covered.
  func weight(_ pixel: Int) -> Double { min(Double(pixel + 1), end) - max(Double(pixel), start) }
}
