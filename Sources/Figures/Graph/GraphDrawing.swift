import CCairo

/// A graph whose ranges are settled.
struct GraphDrawing: PanelDrawing {
  let panel: GraphPanel
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>
  let hasValues: Bool

  static let tickLength = 2.0
  static let tickGap = 1.5

  init(_ panel: GraphPanel) throws(FigureError) {
    guard !panel.series.isEmpty else { throw .invalid("a graph needs at least one series of values") }
    self.panel = panel
    let extents = GraphExtents(panel)
    hasValues = !extents.y.isEmpty
    if let given = panel.xRange {
      let ends = DisplayRange.between(given.lowerBound, given.upperBound)
      xRange = try ends.resolved(for: extents.xSummary)
    } else {
      xRange = try extents.xRange(of: panel)
    }
    yRange = try extents.yRange(of: panel)
  }

  var title: String? { panel.title }

  var summary: String {
    let names = panel.series.map(\.name).joined(separator: ", ")
    let x = panel.xLabel.isEmpty ? "" : " over \(panel.xLabel)"
    guard hasValues else { return "\(names)\(x): no values" }
    return "\(names)\(x), from \(rounded(yRange.lowerBound)) to \(rounded(yRange.upperBound))"
  }

  // MARK: - Size

  func plotHeight(width: Double) -> Double { min(0.62 * width, 200) }

  func margins(width: Double) throws(FigureError) -> Margins {
    let parts = try GraphParts(self, width: width)
    return Margins(top: parts.top, left: parts.left, bottom: parts.bottom, right: parts.right)
  }

  // MARK: - Drawing

  func draw(on canvas: inout Canvas, plot: Rect, width: Double) throws(FigureError) {
    let parts = try GraphParts(self, width: width)
    if yRange.contains(0), yRange.lowerBound < 0, hasValues {
      let y = plot.maxY - parts.y.fraction(0) * plot.height
      canvas.segment(from: (plot.x, y), to: (plot.maxX, y), RGB(0xB0B0B0))
    }
    canvas.clipped(to: plot.outset(by: 0.5)) { drawSeries(on: canvas, plot: plot, yAxis: parts.y) }
    try parts.draw(on: canvas, plot: plot)
    if !hasValues {
      try canvas.text("no values", x: plot.midX, y: plot.midY, font: .text, anchor: .centre)
    }
  }

  private func drawSeries(on canvas: borrowing Canvas, plot: Rect, yAxis: Axis) {
    let xSpan = xRange.upperBound - xRange.lowerBound
    func place(_ x: Double, _ y: Double) -> Place {
      (
        plot.x + (x - xRange.lowerBound) / xSpan * plot.width,
        plot.maxY - yAxis.fraction(y) * plot.height
      )
    }
    let looks = panel.series.indices.map { SeriesLook($0) }
    let curves = panel.series.map { Curve($0, showsSigma: true, place: place) }
    if panel.style == .bars {
      for (look, series) in zip(looks, panel.series) {
        let bars = Bars(series, width: barWidth(of: series), place: place)
        bars.draw(on: canvas, color: look.color, areApart: panel.categories != nil)
      }
    }
    for (look, curve) in zip(looks, curves) {
      curve.drawSigma(on: canvas, plot: plot, look: look, style: curveStyle)
    }
    guard panel.style != .bars else { return }
    for (look, curve) in zip(looks, curves) {
      curve.draw(on: canvas, plot: plot, look: look, style: curveStyle, isOneOfSeveral: curves.count > 1)
    }
  }

  /// Names have no order to connect points by.
  var curveStyle: GraphPanel.Style { panel.categories == nil ? panel.style : .points }

  /// In units of x.
  private func barWidth(of series: GraphPanel.Series) -> Double {
    panel.categories == nil ? Bars.step(of: series.x) ?? 0.8 : 0.7
  }
}
