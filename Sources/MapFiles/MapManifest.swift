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
  /// What dropped pixels of the map.
  var selections: [MapSelection]

  init(_ map: LatticeMap) {
    options = map.options
    reflections = map.reflections
    calibration = map.source.calibration
    name = map.source.name
    hasUncertainty = map.reflectionMaps.allSatisfy { $0.uncertainty != nil }
    blockSide = map.reflectionMaps.first?.blockSide ?? 1
    selections = map.selections
  }

  // MARK: - Writing

  package var text: String {
    var lines = ["Fringe lattice map: 1"]
    if let name { lines.append("name: \(ManifestLines.oneLine(name))") }
    lines +=
      options.lines + ["uncertainty: \(hasUncertainty ? "yes" : "no")", "block: \(blockSide)"]
      + calibration.lines + selections.map { "selection: \($0.text)" }
    for reflection in reflections {
      var fields = "gx \(reflection.gx) gy \(reflection.gy) unit \(reflection.unit.rawValue)"
      if let snr = reflection.snr { fields += " snr \(snr)" }
      if let label = reflection.label { fields += " label \(ManifestLines.oneLine(label))" }
      lines.append("reflection: \(fields)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Reading

  package init(text: String, path: String) throws(ImageFileError) {
    let lines = try ManifestLines(text, path: path, lists: ["reflection", "selection"])
    reflections = try lines.list("reflection", "reflection", Self.reflection)
    // Earlier versions did not write it.
    selections = try lines.list("selection", "selection", MapSelection.init(text:))
    guard lines["Fringe lattice map"] == "1" else {
      throw ImageFileError(
        path: path, problem: .unrecognised("this is no lattice map that this version reads"))
    }
    options = try RollingWindow(lines)
    // Folders of earlier versions lack these two.
    hasUncertainty =
      lines.has("uncertainty")
      ? try lines.read("uncertainty") { $0 == "yes" ? true : $0 == "no" ? false : nil } : false
    blockSide =
      lines.has("block") ? try lines.read("block") { Int($0).flatMap { $0 >= 1 ? $0 : nil } } : 1
    calibration = try Calibration(lines)
    name = lines["name"]
    guard (1...1000).contains(reflections.count) else {
      throw lines.damage("it has \(reflections.count) reflections")
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
