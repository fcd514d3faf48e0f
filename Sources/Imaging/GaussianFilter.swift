extension Image {
  /// This image smoothed with a Gaussian.
  ///
  /// The image goes on beyond its borders as its own reflection (d c b a | a b c d). NaN and infinite pixels do not
  /// count: the result is the mean of the others under the Gaussian, NaN where it reaches none of them. The kernel
  /// is cut at 4 `sigma`; for a large `sigma` it is made of three stages, see ``GaussianRow``.
  ///
  /// - Parameters:
  ///   - sigma: Standard deviation of the Gaussian, pixels; 0 changes nothing.
  ///   - isCancelled: Is asked every few rows.
  /// - Throws: ``ImageError/invalid(_:)`` when `sigma` is negative or not finite; ``ImageError/cancelled``.
  public func gaussianFiltered(
    sigma: Double, isCancelled: () -> Bool = { false }
  ) throws(ImageError) -> Image {
    guard sigma >= 0, sigma.isFinite else {
      throw .invalid("sigma must be 0 pixels or more, not \(NumberFormat.compact(sigma))")
    }
    guard sigma > 0 else { return self }
    let missing = select { !$0.isFinite }
    guard missing.count > 0 else {
      let smooth = try smoothed(pixels, sigma: sigma, isCancelled)
      return derived(rows: rows, columns: columns, pixels: smooth, calibration: calibration)
    }
    var smooth = try smoothed(mapPixels { $0.isFinite ? $0 : 0 }, sigma: sigma, isCancelled)
    let weights = try smoothed(mapPixels { $0.isFinite ? 1 : 0 }, sigma: sigma, isCancelled)
    for i in smooth.indices { smooth[i] = weights[i] > 0 ? smooth[i] / weights[i] : .nan }
    return derived(rows: rows, columns: columns, pixels: smooth, calibration: calibration)
  }

  /// This image divided by itself smoothed with a Gaussian of `sigma` pixels: uneven illumination and thickness go,
  /// the mean becomes about 1.
  ///
  /// - Parameter isCancelled: Is asked every few rows.
  /// - Throws: ``ImageError/invalid(_:)`` when `sigma` is not positive or not finite; ``ImageError/cancelled``.
  public func flattened(sigma: Double, isCancelled: () -> Bool = { false }) throws(ImageError) -> Image {
    guard sigma > 0 else {
      throw .invalid("sigma must be more than 0 pixels, not \(NumberFormat.compact(sigma))")
    }
    return try self / gaussianFiltered(sigma: sigma, isCancelled: isCancelled)
  }

  private func smoothed(
    _ values: [Float], sigma: Double, _ isCancelled: () -> Bool
  ) throws(ImageError) -> [Float] {
    let alongRows = Self.transposedRows(of: values, rows: rows, columns: columns, sigma: sigma, isCancelled)
    guard alongRows.count == count else { throw .cancelled }
    let smooth = Self.transposedRows(of: alongRows, rows: columns, columns: rows, sigma: sigma, isCancelled)
    guard smooth.count == count else { throw .cancelled }
    return smooth
  }

  /// The rows of an image, smoothed, as the columns of the result; nothing when cancelled.
  private static func transposedRows(
    of values: [Float], rows: Int, columns: Int, sigma: Double, _ isCancelled: () -> Bool
  ) -> [Float] {
    // That many rows at a time, so that whole cache lines of the result are written.
    let batch = 16
    var kernel = GaussianRow(sigma: sigma, length: columns)
    var smooth = [Float](repeating: 0, count: batch * columns)
    return values.withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: rows * columns) { target, initialized in
        smooth.withUnsafeMutableBufferPointer { smooth in
          for first in stride(from: 0, to: rows, by: batch) {
            guard !isCancelled() else { return }
            let lines = min(batch, rows - first)
            for line in 0..<lines {
              kernel.smooth(
                UnsafeBufferPointer(
                  rebasing: source[(first + line) * columns..<(first + line + 1) * columns]),
                into: UnsafeMutableBufferPointer(rebasing: smooth[line * columns..<(line + 1) * columns]))
            }
            for column in 0..<columns {
              for line in 0..<lines { target[column * rows + first + line] = smooth[line * columns + column] }
            }
          }
          initialized = rows * columns
        }
      }
    }
  }
}
