import Imaging

extension DMImage {
  private static let tag = "Calibrations.Dimension"

  /// The pixel size, and why there is none or what is odd about it.
  var pixelSize: (calibration: Calibration, note: String?) {
    func none(_ reason: String) -> (Calibration, String?) {
      PixelSizeClaim.calibration([], otherwise: reason)
    }
    guard let x = calibration(axis: 0) else { return none("no calibration in the file") }
    if hasSpectralColumns { return none("its columns are the channels of a spectrum\(x.description)") }
    // A single row has no height of its own.
    let y = axes.count > 1 ? calibration(axis: 1) ?? x : x
    guard !x.unit.isEmpty || !y.unit.isEmpty else { return none("no calibration in the file") }
    if x.unit == y.unit, let claim = PixelSizeClaim(tag: Self.tag, x: x.scale, y: y.scale, unitName: x.unit) {
      return PixelSizeClaim.calibration([claim])
    }
    if let (unit, xFactor) = LengthUnit.known(x.unit), let (yUnit, yFactor) = LengthUnit.known(y.unit),
      unit == yUnit,
      let claim = PixelSizeClaim(
        tag: Self.tag, x: x.scale * xFactor, y: y.scale * yFactor, unitName: unit.rawValue)
    {
      return PixelSizeClaim.calibration([claim])
    }
    let axes =
      x.unit == y.unit && x.scale == y.scale
      ? x.description : "\(x.description) along rows,\(y.description) down columns"
    return none("its pixels are\(axes), which is no length")
  }

  /// What is read otherwise than it might be expected, a line each.
  func notes(pageCount: Int) -> [String] {
    var notes: [String] = []
    if type == .colour { notes.append("a colour image; its alpha values are not read") }
    if axes.count == 1 { notes.append("its single axis is taken for one row") }
    if axes.count > 2, pageCount > 1 {
      let others = axes.indices.dropFirst(2).map { axis in
        "\(axes[axis])"
          + (calibration(axis: axis).map { $0.unit.isEmpty ? "" : " steps of\($0.description)" } ?? "")
      }
      notes.append(
        "its axes beyond the second (\(others.joined(separator: ", "))) are taken for \(pageCount) pages")
    }
    return notes
  }
}

extension DMCalibration {
  /// `" 0.5 eV each"`: how much a pixel is.
  fileprivate var description: String { " \(Float(scale)) \(unit.oneLine(limit: 20))" }
}
