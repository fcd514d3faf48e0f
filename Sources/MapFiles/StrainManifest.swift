import ImageFiles
import Imaging
import Lattice

/// What `strain.txt` says: a line a value, `key: value`; a reflection of the reference and the errors of a component are
/// lines of their own fields.
struct StrainManifest {
  var method: StrainMethod
  var definition: StrainDefinition
  var axis: Double
  var reference: [Reflection]
  var referenceKind: StrainReference.Kind
  var condition: Double
  /// In the source's unit; for readers, it follows from the method.
  private var resolution: Double
  var calibration: Calibration
  var name: String?
  var blockSide: Int
  var errors: StoredStrainErrors

  init(_ strain: StrainMap) {
    (method, definition, axis) = (strain.method, strain.definition, strain.axis)
    (reference, referenceKind) = (strain.reference, strain.referenceKind)
    (condition, resolution) = (strain.condition, strain.resolution)
    (calibration, name) = (strain.source.calibration, strain.source.name)
    (blockSide, errors) = (strain.averagedBlock, strain.storedErrors)
  }

  // MARK: - Writing

  var text: String {
    var lines = ["Fringe strain map: 1"]
    if let name { lines.append("name: \(ManifestLines.oneLine(name))") }
    lines += [
      "definition: \(definition.rawValue)", "axis: \(axis)", "reference_kind: \(referenceKind.rawValue)",
      "condition: \(condition)", "method: \(method.name)", "resolution: \(resolution)", "block: \(blockSide)",
    ]
    lines += method.lines + calibration.lines
    lines += reference.map { reflection in
      let label = reflection.label.map { " label \(ManifestLines.oneLine($0))" } ?? ""
      return "reference: spacing \(reflection.spacing) angle \(reflection.angle) unit "
        + reflection.unit.rawValue + label
    }
    lines += zip(errors.reference, errors.correlations).map { reference, correlation in
      "error: " + ([reference] + correlation).map { "\($0)" }.joined(separator: " ")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Reading

  init(text: String, path: String) throws(ImageFileError) {
    let lines = try ManifestLines(text, path: path, lists: ["reference", "error"])
    guard lines["Fringe strain map"] == "1" else {
      throw ImageFileError(
        path: path, problem: .unrecognised("this is no strain map that this version reads"))
    }
    let errors = try lines.list("error", "list of errors") { text -> [Double]? in
      let numbers = text.split(separator: " ").compactMap { Double($0) }
      return numbers.count == 4 ? numbers : nil
    }
    guard !errors.isEmpty else {
      throw ImageFileError(
        path: path,
        problem: .unrecognised(
          "an earlier version has saved it without its image and the errors' correlations; save it again, or look at "
            + "its planes one by one"))
    }
    self.errors = StoredStrainErrors(
      reference: errors.map { $0[0] }, correlations: errors.map { Array($0[1...]) })
    reference = try lines.list("reference", "reflection", Self.reflection)
    definition = try lines.read("definition", StrainDefinition.init(rawValue:))
    axis = try lines.read("axis") { Double($0) }
    referenceKind = try lines.read("reference_kind", StrainReference.Kind.init(rawValue:))
    condition = try lines.read("condition") { Double($0) }
    resolution = try lines.read("resolution") { Double($0) }
    blockSide = try lines.read("block") { Int($0).flatMap { (1...1_000_000).contains($0) ? $0 : nil } }
    calibration = try Calibration(lines)
    method = try StrainMethod(lines)
    name = lines["name"]
  }

  private static func reflection(_ text: Substring) -> Reflection? {
    let parts = text.split(separator: " label ", maxSplits: 1)
    guard let fields = parts.first?.split(separator: " "), fields.count == 6, fields[0] == "spacing",
      fields[2] == "angle", fields[4] == "unit", let spacing = Double(fields[1]),
      Reflection.spacings.contains(spacing), let angle = Double(fields[3]), angle.isFinite,
      let unit = Calibration.Unit(rawValue: String(fields[5]))
    else { return nil }
    return Reflection(
      spacing: spacing, angle: angle, unit: unit, label: parts.count > 1 ? String(parts[1]) : nil)
  }
}

extension StrainMethod {
  fileprivate var lines: [String] {
    switch self {
    case .rollingWindow(let options): options.lines
    case .geometricPhase(let options):
      [
        "step: \(options.step)", "margin: \(options.margin ?? .nan)",
        "min_snr: \(options.minimumSNR)",
      ]
    }
  }

  fileprivate init(_ lines: ManifestLines) throws(ImageFileError) {
    let positive = { (text: String) in Double(text).flatMap { $0 > 0 && $0.isFinite ? $0 : nil } }
    switch try lines.read("method", { ["roll", "gpa"].firstIndex(of: $0) }) {
    case 0: self = .rollingWindow(try RollingWindow(lines))
    default:
      var options = GeometricPhase()
      options.resolution = try lines.read("resolution", positive)
      options.margin = try lines.read("margin") { Double($0) }
      options.step = try lines.read("step") {
        Int($0).flatMap { RollingWindow.steps.contains($0) ? $0 : nil }
      }
      options.minimumSNR = try lines.read("min_snr") { Double($0) }
      self = .geometricPhase(options)
    }
  }
}
