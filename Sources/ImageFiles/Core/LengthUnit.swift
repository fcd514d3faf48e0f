import Imaging

/// Units of length and of spatial frequency by the names that files give them.
enum LengthUnit {
  /// How long one of the unit named is in nm; nil when the name is no length.
  ///
  /// `µ` may be U+00B5, U+03BC or u, `Å` U+00C5, U+212B or A. Case does not matter.
  static func nanometres(_ name: String) -> Double? {
    let trimmed = name.filter { !$0.isWhitespace && $0 != "\0" }
    switch trimmed.lowercased() {
    case "nm", "nanometer", "nanometers", "nanometre", "nanometres": return 1
    case "\u{B5}m", "\u{3BC}m", "um", "micron", "microns", "micrometer", "micrometers", "micrometre",
      "micrometres":
      return 1e3
    case "\u{E5}", "a", "ang", "angstrom", "angstroms", "\u{E5}ngstr\u{F6}m", "angstr\u{F6}m": return 0.1
    case "pm", "picometer", "picometers", "picometre", "picometres": return 1e-3
    case "mm", "millimeter", "millimeters", "millimetre", "millimetres": return 1e6
    case "cm", "centimeter", "centimeters", "centimetre", "centimetres": return 1e7
    case "m", "meter", "meters", "metre", "metres": return 1e9
    case "in", "inch", "inches", "\"": return 2.54e7
    default: return nil
    }
  }

  /// The unit in which Fringe keeps values of the unit named, and the factor to it; nil when it is not known.
  static func known(_ name: String) -> (unit: Calibration.Unit, factor: Double)? {
    if let factor = nanometres(name) { return (.nanometres, factor) }
    if name == Calibration.Unit.perPixel.rawValue { return (.perPixel, 1) }
    let reciprocal =
      name.hasPrefix("1/")
      ? name.dropFirst(2)
      : name.hasSuffix("^-1") || name.hasSuffix("\u{207B}\u{B9}")
        ? name.dropLast(name.hasSuffix("^-1") ? 3 : 2) : ""
    return nanometres(String(reciprocal)).map { (.perNanometre, 1 / $0) }
  }
}
