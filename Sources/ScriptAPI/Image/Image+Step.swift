import Imaging

extension Image {
  /// The stride with which this image, a map, samples a micrograph; 1 when they have one size; nil when there is none.
  ///
  /// Several may give the same size where the map is small: the pixel sizes decide, else the smallest.
  func step(over source: Image) -> Int? {
    if size == source.size { return 1 }
    func fits(_ step: Int) -> Bool {
      (source.rows + step - 1) / step == rows && (source.columns + step - 1) / step == columns
    }
    if calibration.unit == source.calibration.unit, calibration.isCalibrated {
      let ratio = (calibration.pixelSize / source.calibration.pixelSize).rounded()
      if ratio >= 1, ratio <= 1e6, fits(Int(ratio)) { return Int(ratio) }
    }
    let first = max(1, source.rows / rows)
    return (first...first + source.rows / max(rows * (rows - 1), 1) + 1).first(where: fits)
  }
}
