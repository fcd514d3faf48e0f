extension Image {
  /// This image with `value` in place of NaN.
  public func filled(with value: Double) -> Image {
    let value = Float(value)
    let filled = mapPixels { $0.isNaN ? value : $0 }
    return derived(rows: rows, columns: columns, pixels: filled, calibration: calibration)
  }

  /// This image with the pixels of another one of the same size in place of NaN.
  public func filled(from other: Image) throws(ImageError) -> Image {
    let filled = try zipPixels(other) { $0.isNaN ? $1 : $0 }
    return derived(rows: rows, columns: columns, pixels: filled, calibration: calibration)
  }
}
