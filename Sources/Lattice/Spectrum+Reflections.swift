import Imaging

extension Spectrum {
  /// Where a reflection lies in the spectrum, between pixels; outside it when its spacing is under two pixels.
  ///
  /// - Throws: When one is in nm and the other in px.
  public func position(of reflection: Reflection) throws(ImageError) -> Point {
    try imageCalibration.requireUnit(of: reflection)
    return Point(
      row: Double(rows / 2) - reflection.gy * Double(rows) * imageCalibration.pixelSizeY,
      column: Double(columns / 2) + reflection.gx * Double(columns) * imageCalibration.pixelSizeX)
  }

  /// The reflection at a point of the spectrum.
  ///
  /// - Throws: At zero frequency, which is not a set of planes.
  public func reflection(at point: Point) throws(ImageError) -> Reflection {
    let dx = point.column - Double(columns / 2)
    let dy = point.row - Double(rows / 2)
    guard dx.isFinite, dy.isFinite, dx != 0 || dy != 0 else {
      throw .invalid("zero frequency is no reflection: choose another point of the spectrum")
    }
    return Reflection(
      gx: dx / (Double(columns) * imageCalibration.pixelSizeX),
      gy: -dy / (Double(rows) * imageCalibration.pixelSizeY), unit: imageCalibration.unit)
  }

  /// Discs of `radius` pixels around reflections and their partners at -g, the rims included.
  ///
  /// A disc that reaches over an edge of the spectrum goes on at the other edge, where those frequencies are.
  ///
  /// - Throws: When the radius is negative or not finite, a reflection has another unit, or lies outside the spectrum.
  public func around(_ reflections: [Reflection], radius: Double) throws(ImageError) -> Mask {
    guard radius >= 0, radius.isFinite else {
      throw .invalid("the radius must be 0 or more, but is \(radius)")
    }
    var inside = [Bool](repeating: false, count: rows * columns)
    let reach = Int(min(radius, Double(max(rows, columns)))) + 1
    for reflection in reflections {
      let point = try position(of: reflection)
      let (dy, dx) = (point.row - Double(rows / 2), point.column - Double(columns / 2))
      guard abs(dy) <= Double(rows) / 2, abs(dx) <= Double(columns) / 2 else {
        throw .invalid(
          "the reflection of spacing \(reflection.spacing) \(reflection.unit.rawValue) lies outside the spectrum: "
            + "the pixels are too large for it")
      }
      for sign in [1.0, -1.0] {
        let (u, v) = (sign * dy, sign * dx)
        for row in (Int(u.rounded()) - reach)...(Int(u.rounded()) + reach) {
          for column in (Int(v.rounded()) - reach)...(Int(v.rounded()) + reach) {
            let (a, b) = (Double(row) - u, Double(column) - v)
            guard a * a + b * b <= radius * radius else { continue }
            inside[wrapped(row, rows) * columns + wrapped(column, columns)] = true
          }
        }
      }
    }
    return Mask(rows: rows, columns: columns, inside: inside, calibration: calibration)
  }

  /// The index of a frequency counted from zero frequency.
  private func wrapped(_ frequency: Int, _ count: Int) -> Int {
    let index = (frequency + count / 2) % count
    return index < 0 ? index + count : index
  }
}

extension Calibration {
  /// Checks that a reflection is in this image's unit.
  package func requireUnit(of reflection: Reflection) throws(ImageError) {
    guard reflection.unit == unit else {
      throw .invalid(
        unit == .nanometres
          ? "the reflection is in \(reflection.unit.rawValue), but the image in nm: give its spacing in nm"
          : "the reflection is in \(reflection.unit.rawValue), but the image in \(unit.rawValue): set the image's "
            + "pixel size first")
    }
  }
}
