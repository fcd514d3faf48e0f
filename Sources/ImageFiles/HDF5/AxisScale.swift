import Imaging

/// How far apart the elements along an axis are.
struct AxisScale {
  var size: Double
  /// The unit as the file names it.
  var unit: String

  /// The unit in the spelling of ``LengthUnit``: `[n_m^-1]` of the EMD specification is `nm^-1`, HyperSpy's `1 / nm` is
  /// `1/nm`.
  private var plainUnit: String { unit.filter { !"[]_ ".contains($0) } }

  /// The pixel size that two axes make; nil when it is no length (or 1 over one) along both.
  static func claim(tag: String, x: AxisScale?, y: AxisScale?) -> PixelSizeClaim? {
    guard let x, let y, let along = LengthUnit.known(x.plainUnit), let down = LengthUnit.known(y.plainUnit),
      along.unit == down.unit
    else { return nil }
    return PixelSizeClaim(
      tag: tag, x: x.size, y: y.size * down.factor / along.factor, unitName: x.plainUnit)
  }

  /// Why two axes make no pixel size.
  static func reason(x: AxisScale?, y: AxisScale?) -> String {
    guard let x, let y else { return "no calibration in the file" }
    let units = x.unit == y.unit ? [x.unit] : [x.unit, y.unit]
    let named = units.filter { !$0.isEmpty && $0 != "[]" }.map { "\"\($0.oneLine(limit: 20))\"" }
    return named.isEmpty
      ? "its axes have no unit" : "the unit of its axes is \(named.joined(separator: " and "))"
  }

  /// The size in seconds; nil when it is no time.
  var seconds: Double? {
    guard size.isFinite, size > 0 else { return nil }
    return TimeUnit.seconds(plainUnit).map { $0 * size }
  }
}

extension MetadataValue {
  /// The value at a path of names, through groups.
  subscript(path: String...) -> MetadataValue? {
    path.reduce(Optional(self)) { value, name in
      if case .group(let fields)? = value { fields[name] } else { nil }
    }
  }

  /// A text, or nil.
  var text: String? {
    switch self {
    case .string(let text): text
    case .list(let values) where values.count == 1: values[0].text
    default: nil
    }
  }

  /// A finite number, or a text that is one, or nil.
  var number: Double? {
    switch self {
    case .number(let number): number.isFinite ? number : nil
    case .string(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
    case .list(let values) where values.count == 1: values[0].number
    default: nil
    }
  }

  var group: Metadata? { if case .group(let fields) = self { fields } else { nil } }
}
