/// Values over a common axis: a profile, a time series, a histogram, a value for each of some names.
///
/// A value that is missing or infinite is a gap. Uncertainties are drawn as bars, or as a band where bars would run
/// into one another.
public struct GraphPanel: Sendable {
  /// One curve.
  public struct Series: Sendable {
    /// What the legend calls it.
    public var name: String
    public var x: [Double]
    /// As many as ``x``.
    public var y: [Double]
    /// 1σ of ``y``, as many; nil: not known.
    public var sigma: [Double]?

    public init(_ name: String, x: [Double], y: [Double], sigma: [Double]? = nil) {
      precondition(x.count == y.count && sigma.map { $0.count == y.count } ?? true)
      self.name = name
      self.x = x
      self.y = y
      self.sigma = sigma
    }
  }

  /// How values are drawn.
  public enum Style: String, CaseIterable, Sendable {
    /// Connected where x rises or falls throughout, in the order given; else points.
    case line
    case points
    /// From 0, as wide as x has steps: a histogram.
    case bars
  }

  /// One or more; the colours of the first seven differ for every kind of colour vision.
  public var series: [Series]
  public var style: Style
  /// What stands above the graph; nil for nothing.
  public var title: String?
  /// What the axes show, with their units; empty for nothing.
  public var xLabel: String
  public var yLabel: String
  /// Of the upright axis; ``DisplayRange/automatic`` shows all values.
  public var range: DisplayRange
  /// Of the axis along the bottom; nil shows all values.
  public var xRange: ClosedRange<Double>?
  /// Names to stand at x = 0, 1, 2, … in place of numbers.
  public var categories: [String]?

  public init(
    _ series: [Series], style: Style = .line, title: String? = nil, xLabel: String = "", yLabel: String = "",
    range: DisplayRange = .automatic, xRange: ClosedRange<Double>? = nil, categories: [String]? = nil
  ) {
    self.series = series
    self.style = style
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.range = range
    self.xRange = xRange
    self.categories = categories
  }

  /// Bytes that the values take in memory.
  public var byteCount: Int {
    series.reduce(0) { $0 + 8 * ($1.x.count + $1.y.count + ($1.sigma?.count ?? 0)) }
  }
}
