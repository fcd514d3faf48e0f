import Imaging
import Lattice
import Scripting

extension Reflection: ScriptObject {
  public static let className = "Reflection"
  public var scriptDescription: String {
    let name = label.map { " \($0)" } ?? ""
    let place =
      "d \(NumberFormat.significant(spacing, digits: 5)) \(unit.rawValue), angle \(NumberFormat.significant(angle, digits: 5))°"
    let quality = snr.map { ", snr \(NumberFormat.significant($0, digits: 3))" } ?? ""
    return "Reflection\(name) \(place)\(quality)"
  }
}

extension Kind where Value == Reflection {
  static var reflection: Kind { .object(sample: "fringe.reflection { dx = 7, dy = 2, window = 32 }") }
}

extension Kind where Value == [Reflection] {
  /// One or more reflections.
  static var reflections: Kind { .list(of: .reflection, count: 1...16) }
}
