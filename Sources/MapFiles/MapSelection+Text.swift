import Lattice

extension MapSelection {
  /// As `map.txt` has it.
  var text: String {
    switch self {
    case .clean(let radius, let angle): "clean radius \(radius) angle \(angle)"
    case .region: "region"
    }
  }

  /// nil for what is none.
  init?(text: Substring) {
    let words = text.split(separator: " ")
    switch words.first {
    case "region" where words.count == 1: self = .region
    case "clean" where words.count == 5 && words[1] == "radius" && words[3] == "angle":
      guard let radius = Double(words[2]), let angle = Double(words[4]), radius >= 0, angle >= 0 else {
        return nil
      }
      self = .clean(radius: radius, angle: angle)
    default: return nil
    }
  }
}
