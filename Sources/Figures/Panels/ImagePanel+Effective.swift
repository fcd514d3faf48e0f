import Imaging

// What a panel shows where it leaves the choice.
extension ImagePanel {
  /// The colour map that is drawn.
  var effectiveColorMap: ColorMap {
    if let classes { return .classes(classes.count) }
    if let colorMap { return colorMap }
    if range == .symmetric { return .redBlue.reversed }
    return isPhase ? .twilight : .viridis
  }

  /// The range that is drawn.
  var effectiveRange: DisplayRange {
    if let classes { return .between(0, Double(max(classes.count - 1, 1))) }
    guard range == .automatic, isPhase else { return range }
    // The largest phase is rounded up to a float.
    let limit = Double(Float(Double.pi))
    return .between(-limit, limit)
  }

  /// The label that is drawn; empty for none.
  var effectiveLabel: String { label ?? image.label ?? "" }

  /// The image whose values are made colours: the numbers of its classes, where it has such.
  var shownImage: Image { classes?.indices(of: image) ?? image }

  /// Fields among the overlays, each with a key below the image.
  var fields: [VectorField] {
    overlays.compactMap { overlay in if case .field(let field) = overlay.shape { field } else { nil } }
  }

  /// Whether the values are angles of a full circle, in radians.
  private var isPhase: Bool { image.label == Image.phaseLabel }
}
