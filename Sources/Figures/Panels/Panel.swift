/// One of the pictures of a figure.
public enum Panel: Sendable {
  case image(ImagePanel)
  case graph(GraphPanel)
  case polar(PolarPanel)
}

extension Panel {
  /// Bytes that its values take in memory.
  public var byteCount: Int {
    switch self {
    case .image(let panel): panel.image.byteCount + (panel.backdrop?.image.byteCount ?? 0)
    case .graph(let panel): panel.byteCount
    case .polar(let panel): panel.byteCount
    }
  }

  /// What stands above the panel.
  public var title: String? {
    switch self {
    case .image(let panel): panel.title
    case .graph(let panel): panel.title
    case .polar(let panel): panel.title
    }
  }

  var rangeGroup: String? {
    switch self {
    case .image(let panel): panel.rangeGroup
    case .graph, .polar: nil
    }
  }
}

/// What the grid asks of a panel whose ranges are settled.
protocol PanelDrawing {
  var title: String? { get }
  /// What the panel shows, in a sentence, for those who cannot see it.
  var summary: String { get }

  /// Space around the plot for ticks, labels and colour bars when the whole panel is `width` points wide.
  func margins(width: Double) throws(FigureError) -> Margins
  /// Height in points of a plot that is `width` points wide; in a row with higher ones it is given more.
  func plotHeight(width: Double) -> Double
  /// Draws the plot within `plot`, and what belongs into the margins around it; `width` is that of the whole panel.
  func draw(on canvas: inout Canvas, plot: Rect, width: Double) throws(FigureError)
}

/// Points around a plot.
struct Margins: Hashable, Sendable {
  var top = 0.0
  var left = 0.0
  var bottom = 0.0
  var right = 0.0

  /// Room enough for both.
  func union(_ other: Margins) -> Margins {
    Margins(
      top: max(top, other.top), left: max(left, other.left), bottom: max(bottom, other.bottom),
      right: max(right, other.right))
  }
}
