extension Image: CustomStringConvertible {
  /// Size, pixel size, range and missing pixels in one line:
  /// `Image 2048×2048 float32, 0.0210 nm/px, min 12, max 4095, 3 NaN`.
  public var description: String {
    let missing = count - validCount()
    let (low, high) = (minimum(), maximum())
    let range =
      if missing == count {
        "all NaN"
      } else if low.isNaN {
        "nothing finite"
      } else {
        "min \(NumberFormat.compact(low)), max \(NumberFormat.compact(high))"
      }
    let holes = missing > 0 && missing < count ? ", \(missing) NaN" : ""
    return "Image \(size) float32, \(calibration), \(range)\(holes)"
  }
}

extension Mask: CustomStringConvertible {
  /// Size, pixel size and number of pixels inside in one line: `Mask 256×256, 0.0333 nm/px, 1350 inside (2.06 %)`.
  public var description: String {
    let percentage = NumberFormat.significant(100 * Double(count) / Double(rows * columns), digits: 3)
    return "Mask \(size), \(calibration), \(count) inside (\(percentage) %)"
  }
}

extension Calibration: CustomStringConvertible {
  /// The pixel size to three digits: `0.0210 nm/px`, `0.0210×0.0420 nm/px` (width × height), or `not calibrated`.
  public var description: String {
    guard isCalibrated else { return "not calibrated" }
    let (x, y) = (
      NumberFormat.significant(pixelSizeX, digits: 3), NumberFormat.significant(pixelSizeY, digits: 3)
    )
    return
      "\(isAnisotropic ? "\(x)×\(y)" : NumberFormat.significant(pixelSize, digits: 3)) \(unit.rawValue)/px"
  }
}
