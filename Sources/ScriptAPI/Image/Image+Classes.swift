import Figures
import Imaging
import Lattice

extension Image {
  /// The names of values that are no quantities, as the image's label tells: numbers of grains, statuses of windows.
  /// nil: they are quantities.
  var valueClasses: [ValueClass]? {
    switch label {
    case "grain":
      let last = maximum()
      guard last >= 1, last <= 1000 else { return nil }
      return (1...Int(last)).map { ValueClass(Float($0), "\($0)") }
    case "status":
      let seen = Set(pixels)
      return WindowStatus.allCases.filter { seen.contains(Float($0.rawValue)) }.map {
        ValueClass(Float($0.rawValue), String($0.scriptName.map { $0 == "_" ? " " : $0 }))
      }
    default: return nil
    }
  }

  /// The image with colours, scale and key as it needs them.
  var panel: ImagePanel {
    var panel = ImagePanel(self)
    panel.classes = valueClasses
    return panel
  }
}
