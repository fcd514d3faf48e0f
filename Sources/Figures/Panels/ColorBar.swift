import CCairo

/// The key to an image's colours, to the right of it: bar, ticks, label. An end beyond which there are values is
/// pointed.
struct ColorBar {
  let map: ColorMap
  let range: ClosedRange<Double>
  let clipsLow: Bool
  let clipsHigh: Bool
  /// nil when the image has no value at all.
  let ticks: Ticks?
  let labelLines: [String]
  private let tickWidth: Double

  /// The least height in points at which a bar can be read.
  static let minimumHeight = 42.0
  private static let gap = 4.0
  private static let barWidth = 7.5
  private static let pointHeight = 5.5
  private static let tickLength = 2.0

  /// - Parameter height: About how high the bar will be, for the number of ticks and the breaks of the label.
  init(
    map: ColorMap, range: ClosedRange<Double>, summary: ValueSummary, label: String, height: Double
  ) throws(FigureError) {
    self.map = map
    self.range = range
    clipsLow = summary.hasValues && summary.full.lowerBound < range.lowerBound
    clipsHigh = summary.hasValues && summary.full.upperBound > range.upperBound
    ticks = summary.hasValues ? Ticks(in: range, limit: max(3, min(7, Int(height / 18)))) : nil
    let text = summary.hasValues ? label : label.isEmpty ? "no values" : label + ", no values"
    labelLines = try Font.text.lines(of: text, width: max(height, Self.minimumHeight), limit: 3)
    var widest = 0.0
    for label in ticks?.labels ?? [] { widest = max(widest, try Font.text.width(of: label)) }
    tickWidth = widest
  }

  /// Room to the right of the image, and above it for the power of ten.
  var margins: Margins {
    let label = labelLines.isEmpty ? 0 : 3 + Double(labelLines.count) * Font.text.lineHeight
    return Margins(top: ticks?.exponent ?? 0 == 0 ? 0 : 9, right: labelX + label)
  }

  /// Where the label begins, from the image's right edge.
  private var labelX: Double { Self.gap + Self.barWidth + Self.tickLength + 1.5 + tickWidth }

  /// The part of the bar between its points, beside an image that ends at `x`; the range's ends are its own.
  func body(x: Double, y: Double, height: Double) -> Rect {
    let top = clipsHigh ? Self.pointHeight : 0
    let bottom = clipsLow ? Self.pointHeight : 0
    return Rect(x: x + Self.gap, y: y + top, width: Self.barWidth, height: height - top - bottom)
  }

  func draw(on canvas: borrowing Canvas, x: Double, y: Double, height: Double) throws(FigureError) {
    let body = canvas.aligned(self.body(x: x, y: y, height: height))
    canvas.gradient(map, in: body)
    drawPoints(on: canvas, body: body)
    outline(on: canvas, body: body)
    try drawTicks(on: canvas, body: body)
    try canvas.uprightText(
      labelLines, x: x + labelX + 3 + 0.8 * Font.text.size, midY: y + height / 2, font: .text)
  }

  private func drawPoints(on canvas: borrowing Canvas, body: Rect) {
    for (isClipped, base, tip, color) in [
      (clipsHigh, body.y, body.y - Self.pointHeight, map.color(at: 1)),
      (clipsLow, body.maxY, body.maxY + Self.pointHeight, map.color(at: 0)),
    ] where isClipped {
      canvas.setColor(color)
      cairo_move_to(canvas.context, body.x, base)
      cairo_line_to(canvas.context, body.midX, tip)
      cairo_line_to(canvas.context, body.maxX, base)
      cairo_close_path(canvas.context)
      cairo_fill(canvas.context)
    }
  }

  private func outline(on canvas: borrowing Canvas, body: Rect) {
    let outer = body.outset(by: Style.hairline / 2)
    let context = canvas.context
    cairo_move_to(context, outer.x, outer.y)
    if clipsHigh { cairo_line_to(context, outer.midX, outer.y - Self.pointHeight) }
    cairo_line_to(context, outer.maxX, outer.y)
    cairo_line_to(context, outer.maxX, outer.maxY)
    if clipsLow { cairo_line_to(context, outer.midX, outer.maxY + Self.pointHeight) }
    cairo_line_to(context, outer.x, outer.maxY)
    cairo_close_path(context)
    canvas.setColor(.black)
    cairo_set_line_width(context, Style.hairline)
    cairo_stroke(context)
  }

  private func drawTicks(on canvas: borrowing Canvas, body: Rect) throws(FigureError) {
    guard let ticks else { return }
    let start = body.maxX + Style.hairline
    let span = range.upperBound - range.lowerBound
    for (value, label) in zip(ticks.values, ticks.labels) {
      let y = body.maxY - (value - range.lowerBound) / span * body.height
      cairo_move_to(canvas.context, start, y)
      cairo_line_to(canvas.context, start + Self.tickLength, y)
      cairo_stroke(canvas.context)
      // Digits stand 0.73 of the size above the baseline.
      try canvas.text(
        label, x: start + Self.tickLength + 1.5 + tickWidth, y: y + 0.365 * Font.text.size, font: .text,
        anchor: .right)
    }
    if ticks.exponent != 0 {
      let top = body.y - (clipsHigh ? Self.pointHeight : 0) - 3
      try canvas.text("×10" + superscript(ticks.exponent), x: body.x, y: top, font: .text)
    }
  }
}
