extension Image {
  /// What becomes of the pixels that are binned together.
  public enum BinningMethod: String, CaseIterable, Sendable {
    /// Their mean: intensities keep their scale.
    case mean
    /// Their sum: counts stay counts.
    case sum
  }

  /// Joins square blocks of `factor` pixels a side.
  ///
  /// Rows and columns that do not fill a block are dropped. The pixel size grows by `factor`. NaN and infinite
  /// pixels do not count; a block that holds nothing else is NaN.
  ///
  /// - Throws: ``ImageError/invalid(_:)`` when `factor` is not positive, ``ImageError/empty(_:)`` when the image is
  ///   smaller than one block.
  public func binned(by factor: Int, method: BinningMethod = .mean) throws(ImageError) -> Image {
    guard factor > 0 else { throw .invalid("the bin must be 1 pixel or more, not \(factor)") }
    guard factor > 1 else { return self }
    let (rows, columns) = (self.rows / factor, self.columns / factor)
    guard rows > 0, columns > 0 else {
      throw .empty("a block of \(factor)×\(factor) does not fit the image of \(size) pixels")
    }
    let binned = pixels.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: rows * columns) { target, initialized in
        var sums = BlockSums(blocks: columns, side: factor)
        for row in 0..<rows {
          sums.reset()
          for line in row * factor..<(row + 1) * factor {
            sums.add(source[line * self.columns..<(line + 1) * self.columns])
          }
          for column in 0..<columns {
            target[row * columns + column] = method == .mean ? sums.mean(column) : sums.sum(column)
          }
        }
        initialized = rows * columns
      }
    }
    return derived(
      rows: rows, columns: columns, pixels: binned, calibration: calibration.scaled(by: Double(factor)))
  }
}
