import Imaging
import Lattice
import Scripting

/// `fringe`: reflections given by hand or by file.
enum ReflectionFunctions {
  static let functions: [Function] = [
    Function(
      "reflection",
      "A reflection from its offset in a displayed spectrum (dx, dy, window), or from spacing and angle.",
      option("dx", .number.sample("7"), "columns to the right of zero frequency, FFT px"),
      option("dy", .number.sample("2"), "rows BELOW zero frequency, FFT px"),
      option("window", .integer(2...1_000_000).sample("32"), "side of that spectrum, px"),
      option("pixel_size", .pixelSize.sample("nil"), "of the image, nm; without it lengths are px"),
      option("spacing", .number(Reflection.spacings).sample("nil"), "plane spacing"),
      option("angle", .number(-360...360).sample("nil"), "direction of g, degrees, counter-clockwise from x"),
      option("unit", .lengthUnit.sample("nil"), "of the spacing: nm (default) or px"),
      option("label", .string, "a name such as \"111\""), returns: "Reflection"
    ) { _, dx, dy, window, pixelSize, spacing, angle, unit, label in
      var reflection: Reflection
      switch (dx, dy, window, spacing, angle) {
      case (let dx?, let dy?, let window?, nil, nil):
        guard unit == nil else {
          throw ScriptError.failed("unit goes with spacing and angle; give pixel_size instead")
        }
        let calibration = pixelSize.map { Calibration(pixelSize: $0, unit: .nanometres, source: .script) }
        reflection = try Self.reflection(dx: dx, dy: dy, window: window, calibration: calibration ?? .none)
      case (nil, nil, nil, let spacing?, let angle?):
        guard pixelSize == nil else { throw ScriptError.failed("pixel_size goes with dx, dy and window") }
        reflection = Reflection(spacing: spacing, angle: angle, unit: unit == .pixels ? .pixels : .nanometres)
      default:
        throw ScriptError.failed("give dx, dy and window (and pixel_size), or spacing and angle (and unit)")
      }
      guard Reflection.spacings.contains(reflection.spacing) else {
        throw ScriptError.failed("these numbers are too large or too small for a reflection")
      }
      reflection.label = label
      return reflection
    }
  ]

  static func reflection(dx: Double, dy: Double, window: Int, calibration: Calibration) throws(ScriptError)
    -> Reflection
  {
    guard max(abs(dx), abs(dy)) <= Double(window) / 2 else {
      throw .failed(
        "dx = \(NumberFormat.compact(dx)), dy = \(NumberFormat.compact(dy)) lies outside the spectrum of a window of "
          + "\(window) px, which reaches to ±\(window / 2)")
    }
    let reflection = Reflection(dx: dx, dy: dy, window: window, calibration: calibration)
    guard Reflection.spacings.contains(reflection.spacing) else {
      throw .failed("dx = \(dx), dy = \(dy) is no reflection: it lies at zero frequency or is out of range")
    }
    return reflection
  }

  // MARK: - As a file

  /// A Lua file that returns the list. Angles are directions of g, so that gx and gy keep their signs.
  static func text(of reflections: [Reflection]) -> String {
    let lines = reflections.map { reflection in
      var given = reflection
      given.snr = nil
      return "  \(line(of: given)),"
    }
    return
      "-- Reflections: plane spacing, and direction of g in degrees counter-clockwise from x.\nreturn {\n"
      + lines.joined(separator: "\n") + "\n}\n"
  }

  /// A reflection as a table.
  static func line(of reflection: Reflection) -> String {
    let snr = reflection.snr.map { ", snr = \($0)" } ?? ""
    let label = reflection.label.map { ", label = \(LuaText.quoted($0))" } ?? ""
    return "{ spacing = \(reflection.spacing), angle = \(reflection.direction), "
      + "unit = \"\(reflection.unit.rawValue)\"\(snr)\(label) }"
  }

  /// The list as the file returns it.
  static let savedList = Kind<[Reflection]>.list(of: saved, count: 0...10_000)

  private static let saved = Kind<Reflection>(
    expected: "{ spacing = , angle = , unit = , label = }", luaType: "table", sample: "nil"
  ) { slot throws(Mismatch) in
    guard slot.isTable else { return nil }
    return try slot.readFields("field", ["spacing", "angle", "unit", "snr", "label"]) {
      fields throws(Mismatch) in
      var reflection = Reflection(
        spacing: try fields.required("spacing", .number(Reflection.spacings)),
        angle: try fields.required("angle", .number(-360...360)),
        unit: try fields.required("unit", .lengthUnit) == .nanometres ? .nanometres : .pixels,
        label: try fields.optional("label", .string))
      reflection.snr = try fields.optional("snr", .positive)
      return reflection
    }
  }
}
