import ImageFiles
import Imaging
import Lattice

/// What `map.txt` says: a line a value, `key: value`; a reflection is a line of its own fields.
package struct MapManifest {
  var options: RollingWindow
  var reflections: [Reflection]
  var calibration: Calibration
  var name: String?
  /// Whether planes of uncertainty belong to the map.
  var hasUncertainty: Bool
  /// Side of the blocks over which the planes were averaged, map pixels.
  var blockSide: Int

  init(_ map: LatticeMap) {
    options = map.options
    reflections = map.reflections
    calibration = map.source.calibration
    name = map.source.name
    hasUncertainty = map.reflectionMaps.allSatisfy { $0.uncertainty != nil }
    blockSide = map.reflectionMaps.first?.blockSide ?? 1
  }

  // MARK: - Writing

  package var text: String {
    var lines = ["Fringe lattice map: 1"]
    if let name { lines.append("name: \(Self.oneLine(name))") }
    lines += [
      "window: \(options.window)", "step: \(options.step)", "apodize: \(options.taper.rawValue)",
      "estimator: \(options.estimator.rawValue)", "patch: \(options.patch)",
      "clip: \(options.clip.map { "\($0)" } ?? "none")", "floor: \(options.floor.map { "\($0)" } ?? "none")",
      "min_snr: \(options.minimumSNR)", "edge: \(options.edge.rawValue)",
      "uncertainty: \(hasUncertainty ? "yes" : "no")", "block: \(blockSide)",
      "unit: \(calibration.unit.rawValue)",
      "pixel_size_x: \(calibration.pixelSizeX)", "pixel_size_y: \(calibration.pixelSizeY)",
      "calibration: \(Self.sourceText(calibration.source))",
    ]
    if calibration.relativeSigma > 0 { lines.append("calibration_sigma: \(calibration.relativeSigma)") }
    for reflection in reflections {
      var fields = "gx \(reflection.gx) gy \(reflection.gy) unit \(reflection.unit.rawValue)"
      if let snr = reflection.snr { fields += " snr \(snr)" }
      if let label = reflection.label { fields += " label \(Self.oneLine(label))" }
      lines.append("reflection: \(fields)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }

  private static func sourceText(_ source: Calibration.Source) -> String {
    switch source {
    case .none: "none"
    case .tag(let name): "tag \(oneLine(name))"
    case .file(let path): "file \(oneLine(path))"
    case .script: "script"
    case .computed: "computed"
    }
  }

  // MARK: - Reading

  package init(text: String, path: String) throws(ImageFileError) {
    let damage = { (what: String) in ImageFileError(path: path, problem: .damaged(what)) }
    var values: [String: String] = [:]
    var reflections: [Reflection] = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { throw damage("the line \"\(line)\" has no colon") }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      if line[..<colon] == "reflection" {
        guard let reflection = Self.reflection(value) else { throw damage("\"\(value)\" is no reflection") }
        reflections.append(reflection)
      } else {
        values[String(line[..<colon])] = String(value)
      }
    }
    guard values["Fringe lattice map"] == "1" else {
      throw ImageFileError(
        path: path, problem: .unrecognised("this is no lattice map that this version reads"))
    }
    func read<Value>(_ key: String, _ convert: (String) -> Value?) throws(ImageFileError) -> Value {
      guard let value = values[key].flatMap(convert) else { throw damage("\(key) is missing or wrong") }
      return value
    }
    let optional = { (text: String) -> Double?? in text == "none" ? .some(nil) : Double(text) }
    let size = { (text: String) in Double(text).flatMap { Calibration.pixelSizes.contains($0) ? $0 : nil } }

    options = RollingWindow()
    options.window = try read("window") { Int($0) }
    options.step = try read("step") { Int($0) }
    options.taper = try read("apodize", Taper.init(rawValue:))
    options.estimator = try read("estimator", RollingWindow.Estimator.init(rawValue:))
    options.patch = try read("patch") { Int($0) }
    options.clip = try read("clip", optional)
    options.floor = try read("floor", optional)
    // Folders of earlier versions lack these three.
    if values["min_snr"] != nil { options.minimumSNR = try read("min_snr") { Double($0) } }
    hasUncertainty =
      values["uncertainty"] == nil
      ? false : try read("uncertainty") { $0 == "yes" ? true : $0 == "no" ? false : nil }
    blockSide = values["block"] == nil ? 1 : try read("block") { Int($0).flatMap { $0 >= 1 ? $0 : nil } }
    options.edge = try read("edge", RollingWindow.Edge.init(rawValue:))
    do { try options.validate() } catch { throw damage("\(error)") }
    let isLength = { (text: String) in
      Calibration.Unit(rawValue: text).flatMap { $0 == .pixels || $0 == .nanometres ? $0 : nil }
    }
    calibration = Calibration(
      pixelSizeX: try read("pixel_size_x", size), pixelSizeY: try read("pixel_size_y", size),
      unit: try read("unit", isLength), source: try read("calibration", Self.source))
    if values["calibration_sigma"] != nil {
      calibration.relativeSigma = try read("calibration_sigma") { Double($0).flatMap { $0 >= 0 ? $0 : nil } }
    }
    name = values["name"]
    guard (1...1000).contains(reflections.count) else {
      throw damage("it has \(reflections.count) reflections")
    }
    self.reflections = reflections
  }

  private static func source(_ text: String) -> Calibration.Source? {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    switch words.first {
    case "none": return Calibration.Source.none
    case "tag": return .tag(words.count > 1 ? words[1] : "")
    case "file": return .file(words.count > 1 ? words[1] : "")
    case "script": return .script
    case "computed": return .computed
    default: return nil
    }
  }

  private static func reflection(_ text: Substring) -> Reflection? {
    // The label comes last and may hold spaces.
    let parts = text.split(separator: " label ", maxSplits: 1)
    guard let fields = parts.first?.split(separator: " "), fields.count >= 6 else { return nil }
    var values: [Substring: Substring] = [:]
    for place in stride(from: 0, to: fields.count - 1, by: 2) { values[fields[place]] = fields[place + 1] }
    guard let gx = values["gx"].flatMap({ Double($0) }), let gy = values["gy"].flatMap({ Double($0) }),
      Reflection.spacings.contains(1 / (gx * gx + gy * gy).squareRoot()),
      let unit = values["unit"].flatMap({ Calibration.Unit(rawValue: String($0)) })
    else { return nil }
    return Reflection(
      gx: gx, gy: gy, unit: unit, snr: values["snr"].flatMap { Double($0) },
      label: parts.count > 1 ? String(parts[1]) : nil)
  }
}
