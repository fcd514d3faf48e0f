import CCairo
import Numerics

/// A polar panel whose range is settled.
struct PolarDrawing: PanelDrawing {
  let panel: PolarPanel
  private let range: ClosedRange<Double>
  private let points: [(angle: Double, value: Double)]
  /// Degrees from one angle to the next where they are all equal.
  private let step: Double?
  private let labelLines: [String]

  private static let angleRoom = 17.0
  private static let grid = RGB(0xC8C8C8)

  init(_ panel: PolarPanel) throws(FigureError) {
    self.panel = panel
    points = zip(panel.angles, panel.values).filter { $0.isFinite && $1.isFinite }
    step = Self.step(of: points.map(\.angle))
    if let negative = points.first(where: { $0.value < 0 }) {
      throw .invalid("the distance from the centre of a polar plot is 0 or more, but is \(negative.value)")
    }
    let largest = points.map(\.value).max() ?? 0
    guard largest <= Extent.limit else {
      throw .invalid("the values reach \(largest), but an axis shows values up to 1e300")
    }
    let ticks = Axis(0...(largest > 1e-290 ? largest : 1), limit: 4)
    let next = ticks.ticks.count > 1 ? ticks.ticks[1].value : largest
    // Out to the next round value where that is not far.
    let last = ticks.ticks.last?.value ?? largest
    let outer = last >= largest ? largest : last + next < 1.15 * largest ? last + next : largest
    range = 0...(outer > 1e-290 ? outer : 1)
    labelLines = panel.label.isEmpty ? [] : [panel.label]
  }

  var title: String? { panel.title }

  var summary: String {
    let label = panel.label.isEmpty ? "values" : panel.label
    guard !points.isEmpty else { return "\(label) by direction: none" }
    return
      "\(label) by direction over \(Int(panel.period.rawValue))°, up to \(rounded(range.upperBound))"
  }

  // MARK: - Size

  func margins(width: Double) -> Margins { Margins(top: 2, bottom: 2) }

  func plotHeight(width: Double) -> Double {
    let radius = max(min(width, 260) / 2 - Self.angleRoom, 5)
    let disc = panel.period == .full ? 2 * radius + 2 * Self.angleRoom : radius + Self.angleRoom
    return disc + scaleHeight
  }

  /// Of the scale from the centre to the rim, below the circle.
  private var scaleHeight: Double {
    GraphDrawing.tickLength + GraphDrawing.tickGap + 10 + Double(labelLines.count) * Font.text.lineHeight
      + (panel.period == .full ? 3 : 0)
  }

  // MARK: - Drawing

  func draw(on canvas: inout Canvas, plot: Rect, width: Double) throws(FigureError) {
    let high = (plot.height - scaleHeight - Self.angleRoom) / (panel.period == .full ? 2 : 1)
    let radius = max(
      min(plot.width / 2 - Self.angleRoom, panel.period == .full ? high - Self.angleRoom / 2 : high), 5)
    let centre = (x: plot.midX, y: plot.y + Self.angleRoom + radius)
    let axis = try Axis(range, width: radius)
    drawGrid(on: canvas, axis: axis, centre: centre, radius: radius)
    drawValues(on: canvas, centre: centre, radius: radius)
    drawRim(on: canvas, centre: centre, radius: radius)
    try drawAngles(on: canvas, centre: centre, radius: radius)
    let below = panel.period == .full ? centre.y + radius + Self.angleRoom + 1 : centre.y
    try drawScale(axis, on: canvas, x: centre.x, y: below, radius: radius)
    if points.isEmpty {
      try canvas.text("no values", x: centre.x, y: centre.y - 8, font: .text, anchor: .centre)
    }
  }

  private func place(_ angle: Double, _ distance: Double, around centre: Place) -> Place {
    let radians = angle * .pi / 180
    return (centre.x + distance * Double.cos(radians), centre.y - distance * Double.sin(radians))
  }

  private func drawGrid(on canvas: borrowing Canvas, axis: Axis, centre: Place, radius: Double) {
    for tick in axis.ticks where tick.value > 0 && axis.fraction(tick.value) < 0.999 {
      addArc(on: canvas, centre: centre, radius: axis.fraction(tick.value) * radius)
      canvas.stroke(Self.grid, width: 0.4)
    }
    for angle in stride(from: 0, to: panel.period.rawValue, by: 30) {
      canvas.segment(
        from: centre, to: place(angle, radius, around: centre), Self.grid, width: 0.4)
    }
  }

  private func drawValues(on canvas: borrowing Canvas, centre: Place, radius: Double) {
    let look = SeriesLook(0)
    for point in points where point.value > 0 {
      let distance = point.value / range.upperBound * radius
      if let step {
        addWedge(
          from: point.angle - step / 2, to: point.angle + step / 2, on: canvas, centre: centre,
          radius: distance)
      } else {
        let angle = PolarPanel.folded(point.angle, panel.period)
        canvas.addMarker(
          look.marker, at: place(angle, distance, around: centre), radius: SeriesLook.markerRadius)
      }
    }
    guard step != nil else { return canvas.fill(look.color) }
    canvas.setColor(look.color, alpha: 0.55)
    cairo_fill_preserve(canvas.context)
    cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
    canvas.stroke(look.color, width: 0.6)
    cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_MITER)
  }

  /// Wedges at the ends of a half circle go on at its other end.
  private func addWedge(
    from start: Double, to end: Double, on canvas: borrowing Canvas, centre: Place, radius: Double
  ) {
    var parts = [(start, end)]
    if panel.period == .half {
      let low = PolarPanel.folded(start, .half)
      let high = low + end - start
      parts = high > 180 ? [(low, 180), (0, high - 180)] : [(low, high)]
    }
    for (start, end) in parts {
      canvas.move(to: centre)
      cairo_arc(canvas.context, centre.x, centre.y, max(radius, 0), -end * .pi / 180, -start * .pi / 180)
      cairo_close_path(canvas.context)
    }
  }

  private func addArc(on canvas: borrowing Canvas, centre: Place, radius: Double) {
    if panel.period == .full { return canvas.addCircle(at: centre, radius: radius) }
    canvas.move(to: (centre.x - radius, centre.y))
    cairo_arc(canvas.context, centre.x, centre.y, radius, .pi, 2 * .pi)
  }

  private func drawRim(on canvas: borrowing Canvas, centre: Place, radius: Double) {
    addArc(on: canvas, centre: centre, radius: radius)
    if panel.period == .half { cairo_close_path(canvas.context) }
    canvas.stroke(.black, width: Style.hairline)
  }

  private func drawAngles(on canvas: borrowing Canvas, centre: Place, radius: Double) throws(FigureError) {
    let last = panel.period == .full ? 359.0 : 180
    for angle in stride(from: 0.0, through: last, by: radius < 40 ? 90 : 30) {
      let place = place(angle, radius + 3, around: centre)
      let radians = angle * .pi / 180
      let (c, s) = (Double.cos(radians), Double.sin(radians))
      let anchor: Canvas.Anchor = abs(c) < 0.1 ? .centre : c > 0 ? .left : .right
      let y = place.y + (0.365 - 0.365 * s) * Font.text.size
      try canvas.text("\(Int(angle))°", x: place.x, y: y, font: .text, anchor: anchor)
    }
  }

  /// From the centre, at `x`, to the right.
  private func drawScale(_ scale: Axis, on canvas: borrowing Canvas, x: Double, y: Double, radius: Double)
    throws(FigureError)
  {
    guard !points.isEmpty else { return }
    if panel.period == .full { canvas.segment(from: (x, y), to: (x + radius, y)) }
    let top = y + GraphDrawing.tickLength
    let baseline = top + GraphDrawing.tickGap + 0.75 * Font.text.size
    for tick in scale.ticks {
      let place = x + scale.fraction(tick.value) * radius
      canvas.segment(from: (place, y), to: (place, top))
      try canvas.text(tick.label, x: place, y: baseline, font: .text, anchor: .centre)
    }
    let power = scale.exponent == 0 ? "" : " (×10" + superscript(scale.exponent) + ")"
    for (index, line) in labelLines.enumerated() {
      let text = try Font.text.shortened(line + power, width: 2 * radius + 2 * Self.angleRoom)
      try canvas.text(
        text, x: x + radius / 2, y: baseline + Double(index + 1) * Font.text.lineHeight, font: .text,
        anchor: .centre)
    }
  }

  /// The one difference between neighbouring angles, which rise; nil when there are several.
  private static func step(of angles: [Double]) -> Double? {
    guard angles.count >= 2 else { return nil }
    let step = (angles[angles.count - 1] - angles[0]) / Double(angles.count - 1)
    guard step > 0, step < 180 else { return nil }
    let isEven = zip(angles, angles.dropFirst()).allSatisfy { abs($1 - $0 - step) < 1e-6 * step + 1e-9 }
    return isEven ? step : nil
  }
}
