/// What can be wrong with a figure.
public enum FigureError: Error, Hashable, Sendable {
  /// The figure has no panel.
  case noPanels
  /// An option is out of its range; says which, and what is allowed.
  case invalid(String)
  /// No colour map has this name.
  case unknownColorMap(String)
  /// The mask of an overlay fits neither the image nor what the image was taken from.
  case maskSize(rows: Int, columns: Int, found: String)
  /// The drawing library gave up; its own words.
  case drawing(String)
}

extension FigureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noPanels: "a figure needs at least one panel"
    case .invalid(let reason): reason
    case .unknownColorMap(let name):
      "there is no colour map \"\(name)\"; choose one of \(ColorMap.names.joined(separator: ", ")), "
        + "or one of them with _r appended for the reverse"
    case .maskSize(let rows, let columns, let found):
      "the mask of an overlay must have the image's size, \(rows)×\(columns), but is \(found)"
    case .drawing(let reason): "the figure could not be drawn: \(reason)"
    }
  }
}
