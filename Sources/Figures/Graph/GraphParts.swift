/// What stands around the plot of a graph: ticks, their texts, the labels of the axes, the legend.
struct GraphParts {
  let y: Axis
  private let drawing: GraphDrawing
  private let legend: Legend
  private let yLines: [String]
  private let yTickWidth: Double
  /// nil: numbers, or names that have room side by side.
  private let uprightNames: [String]?
  private let nameHeight: Double
  private let xLines: [String]
  let left: Double

  private static let longestName = 70.0

  /// - Parameter width: Of the whole panel, in points.
  init(_ drawing: GraphDrawing, width: Double) throws(FigureError) {
    let panel = drawing.panel
    self.drawing = drawing
    // Ticks are chosen before the plot's size is known.
    let nominal = (width: max(width - 40, 10), height: drawing.plotHeight(width: max(width - 40, 10)))
    y = Axis(drawing.yRange, limit: max(3, min(7, Int(nominal.height / 18))))
    yTickWidth = drawing.hasValues ? try y.labelWidth() : 0
    yLines = try Font.text.lines(of: panel.yLabel, width: max(nominal.height, 42), limit: 3)
    xLines = try Font.text.lines(of: panel.xLabel, width: nominal.width, limit: 3)
    left =
      GraphDrawing.tickLength + GraphDrawing.tickGap + yTickWidth
      + (yLines.isEmpty ? 0 : 3 + Double(yLines.count) * Font.text.lineHeight)
    legend = try Legend(drawing.legendEntries(width: nominal.width), width: nominal.width)

    guard let names = panel.categories else {
      uprightNames = nil
      nameHeight = 0.75 * Font.text.size
      return
    }
    var widest = 0.0
    for name in Set(names) { widest = max(widest, try Font.text.width(of: name)) }
    if widest + 4 <= nominal.width / Double(max(names.count, 1)) {
      uprightNames = nil
      nameHeight = 0.75 * Font.text.size
    } else {
      var short: [String: String] = [:]
      for name in Set(names) { short[name] = try Font.text.shortened(name, width: Self.longestName) }
      uprightNames = names.map { short[$0] ?? $0 }
      nameHeight = min(widest, Self.longestName)
    }
  }

  var top: Double { max(4, legend.height) + (y.exponent != 0 && drawing.hasValues ? 9 : 0) }
  var right: Double { 6 }
  var bottom: Double {
    GraphDrawing.tickLength + GraphDrawing.tickGap + nameHeight + 2.5
      + Double(xLines.count) * Font.text.lineHeight
  }

  func draw(on canvas: borrowing Canvas, plot: Rect) throws(FigureError) {
    canvas.trace([(plot.x, plot.y), (plot.x, plot.maxY), (plot.maxX, plot.maxY)])
    canvas.stroke(.black, width: Style.hairline)
    if drawing.hasValues {
      try drawYTicks(on: canvas, plot: plot)
      try drawXTicks(on: canvas, plot: plot)
    }
    try canvas.uprightText(yLines, x: plot.x - left + 0.8 * Font.text.size, midY: plot.midY, font: .text)
    for (index, line) in xLines.enumerated() {
      let baseline =
        plot.maxY + bottom - 0.3 * Font.text.size - Double(xLines.count - 1 - index) * Font.text.lineHeight
      try canvas.text(line, x: plot.midX, y: baseline, font: .text, anchor: .centre)
    }
    let legendTop = plot.y - top
    try legend.draw(on: canvas, x: plot.x, y: legendTop)
  }

  private func drawYTicks(on canvas: borrowing Canvas, plot: Rect) throws(FigureError) {
    let end = plot.x - GraphDrawing.tickLength
    for tick in y.ticks {
      let height = plot.maxY - y.fraction(tick.value) * plot.height
      canvas.segment(from: (end, height), to: (plot.x, height))
      try canvas.text(
        tick.label, x: end - GraphDrawing.tickGap, y: height + 0.365 * Font.text.size, font: .text,
        anchor: .right)
    }
    if y.exponent != 0 {
      try canvas.text("×10" + superscript(y.exponent), x: plot.x, y: plot.y - 4, font: .text)
    }
  }

  private func drawXTicks(on canvas: borrowing Canvas, plot: Rect) throws(FigureError) {
    let axis =
      if let names = drawing.panel.categories {
        Axis(
          drawing.xRange, names: uprightNames ?? names, width: plot.width,
          pitch: uprightNames == nil ? 1 : Font.text.lineHeight)
      } else {
        try Axis(drawing.xRange, width: plot.width)
      }
    let end = plot.maxY + GraphDrawing.tickLength
    let top = end + GraphDrawing.tickGap
    for tick in axis.ticks where axis.fraction(tick.value) >= -1e-9 && axis.fraction(tick.value) <= 1 + 1e-9 {
      let x = plot.x + axis.fraction(tick.value) * plot.width
      canvas.segment(from: (x, plot.maxY), to: (x, end))
      if uprightNames != nil {
        let half = try Font.text.width(of: tick.label) / 2
        try canvas.uprightText([tick.label], x: x + 0.365 * Font.text.size, midY: top + half, font: .text)
      } else {
        try canvas.text(tick.label, x: x, y: top + 0.75 * Font.text.size, font: .text, anchor: .centre)
      }
    }
    if axis.exponent != 0 {
      let baseline = plot.maxY + bottom - 0.3 * Font.text.size
      try canvas.text(
        "×10" + superscript(axis.exponent), x: plot.maxX + right, y: baseline, font: .text, anchor: .right)
    }
  }
}

extension GraphDrawing {
  /// The curves when there are several, and what bars and bands are where there are any.
  ///
  /// - Parameter width: About how wide the plot will be.
  fileprivate func legendEntries(width: Double) -> [Legend.Entry] {
    let bounds = Rect(x: 0, y: 0, width: width, height: 1)
    let span = xRange.upperBound - xRange.lowerBound
    var entries: [Legend.Entry] = []
    var (hasBars, hasBand) = (false, false)
    for (number, series) in panel.series.enumerated() {
      let look = SeriesLook(number)
      let curve = Curve(series, showsSigma: true) { x, y in ((x - xRange.lowerBound) / span * width, y) }
      let isConnected = curve.isConnected(curveStyle)
      let showsPoints = curve.showsPoints(in: bounds, style: curveStyle)
      if curve.runs.contains(where: { $0.contains { $0.low != $0.high } }) {
        if showsPoints { hasBars = true } else { hasBand = true }
      }
      let swatch: Legend.Swatch =
        panel.style == .bars ? .area(look) : isConnected ? .line(look, showsPoint: showsPoints) : .point(look)
      entries.append(.init(swatch: swatch, name: series.name))
    }
    if panel.series.count == 1 { entries = [] }
    if hasBars { entries.append(.init(swatch: .bars, name: "±1σ")) }
    if hasBand { entries.append(.init(swatch: .band, name: "±1σ")) }
    return entries
  }
}
