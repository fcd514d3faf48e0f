import Imaging

/// Pixels per unit, as ratios of integers.
struct TIFFResolution {
  /// The unit by the name that ImageJ gives it.
  let unit: String
  let x: TIFFRational
  let y: TIFFRational

  /// The resolution of pixels that have a size; in nm, or in µm or pm where the ratio would be out of range.
  init?(_ calibration: Calibration) {
    var units = [(calibration.unit.rawValue, 1.0)]
    if calibration.unit == .nanometres { units += [("pm", 1e-3), ("micron", 1e3)] }
    for (name, factor) in units {
      guard let x = TIFFRational(factor / calibration.pixelSizeX),
        let y = TIFFRational(factor / calibration.pixelSizeY),
        x.keeps(factor / calibration.pixelSizeX), y.keeps(factor / calibration.pixelSizeY)
      else { continue }
      (unit, self.x, self.y) = (name, x, y)
      return
    }
    return nil
  }
}

extension TIFFRational {
  /// Whether the ratio is a number to 1e-9.
  fileprivate func keeps(_ number: Double) -> Bool { value.map { abs($0 / number - 1) < 1e-9 } ?? false }
}
