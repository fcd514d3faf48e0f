extension Image {
  /// An image of this one's extent and calibration filled with one value.
  ///
  /// - Parameter step: With a stride of a map, the extent is that of the map: one pixel for every `step` pixels from
  ///   the first on, `ceil(rows / step)` × `ceil(columns / step)` of them, `step` times as large.
  /// - Throws: ``ImageError/invalid(_:)`` when `step` is not positive.
  public func like(_ value: Double, step: Int = 1) throws(ImageError) -> Image {
    guard step > 0 else { throw .invalid("the step must be 1 pixel or more, not \(step)") }
    return Image(
      rows: (rows - 1) / step + 1, columns: (columns - 1) / step + 1, value: Float(value),
      calibration: calibration.scaled(by: Double(step)))
  }
}
