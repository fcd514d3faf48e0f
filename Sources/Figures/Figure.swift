import Imaging

/// A grid of panels on one page, as a journal prints it.
///
/// A figure is a value: put figures together with ``init(composing:columns:)``, then ``render(_:)`` the whole.
/// The same figure gives the same bytes, whenever and however often it is rendered.
///
/// ```swift
/// let figure = Figure(ImagePanel(map, title: "Au 111", label: "d (nm)"))
/// let bytes = try figure.render(.pdf)
/// ```
public struct Figure: Sendable {
  /// The panels, row after row from the top left.
  public var panels: [Panel]
  /// Panels beside each other; 1 or more. Rows are filled one after the other.
  public var columns: Int
  /// Width of the page in mm, 20...1000; nil is a journal's column, 85 mm, or its page, 170 mm, when there are
  /// panels beside each other.
  public var width: Double?
  /// Whether panels are lettered a, b, c.
  public var hasLetters = false

  public init(panels: [Panel], columns: Int = 1, width: Double? = nil) {
    self.panels = panels
    self.columns = columns
    self.width = width
  }

  /// The panels of several figures in one; their own widths and columns are dropped.
  public init(composing figures: [Figure], columns: Int = 2) {
    self.init(
      panels: figures.flatMap(\.panels), columns: min(columns, max(1, figures.flatMap(\.panels).count)))
  }

  /// A figure of one panel.
  public init(_ panel: ImagePanel) {
    self.init(panels: [.image(panel)])
  }

  /// A figure of one graph.
  public init(_ panel: GraphPanel) {
    self.init(panels: [.graph(panel)])
  }

  /// A figure of one polar plot.
  public init(_ panel: PolarPanel) {
    self.init(panels: [.polar(panel)])
  }

  /// An image with a colour bar and a scale bar.
  public init(_ image: Image) {
    self.init(ImagePanel(image))
  }
}
