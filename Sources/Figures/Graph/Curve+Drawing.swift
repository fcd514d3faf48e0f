import CCairo

extension Curve {
  /// Draws the uncertainties: below every line, so that no band hides one.
  func drawSigma(on canvas: borrowing Canvas, plot: Rect, look: SeriesLook, style: GraphPanel.Style) {
    if showsPoints(in: plot, style: style) {
      drawBars(on: canvas, color: look.color)
    } else {
      drawBand(on: canvas, color: look.color)
    }
  }

  /// Draws line and points.
  ///
  /// - Parameters:
  ///   - style: A line is drawn where x is ordered.
  ///   - isOneOfSeveral: Lines then differ by their dashes, where there are no points to tell them apart.
  func draw(
    on canvas: borrowing Canvas, plot: Rect, look: SeriesLook, style: GraphPanel.Style, isOneOfSeveral: Bool
  ) {
    let showsPoints = showsPoints(in: plot, style: style)
    if isConnected(style) {
      for run in thinned() where run.count > 1 { canvas.trace(run.map { ($0.x, $0.y) }) }
      cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
      canvas.stroke(
        look.color, width: SeriesLook.lineWidth, dashes: isOneOfSeveral && !showsPoints ? look.dashes : [])
      cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_MITER)
    }
    let points = showsPoints ? scattered() : runs.filter { $0.count == 1 }.flatMap(\.self)
    // Thousands of points are dots.
    let radius = points.count > 1000 ? 0.7 : SeriesLook.markerRadius * (showsPoints ? 1 : 0.5)
    for point in points { canvas.addMarker(look.marker, at: (point.x, point.y), radius: radius) }
    canvas.fill(look.color)
  }

  func isConnected(_ style: GraphPanel.Style) -> Bool { style == .line && isOrdered }

  /// Whether each point is marked, and has a bar rather than a part of a band: where they are apart, and where no line
  /// connects them.
  func showsPoints(in plot: Rect, style: GraphPanel.Style) -> Bool {
    !isConnected(style) || pitch(in: plot) >= 5.5
  }

  private func drawBars(on canvas: borrowing Canvas, color: RGB) {
    let points = scattered()
    guard points.count <= 1000 else { return }
    for point in points where point.low != point.high {
      canvas.trace([(point.x, point.low), (point.x, point.high)])
      for end in [point.low, point.high] { canvas.trace([(point.x - 1.5, end), (point.x + 1.5, end)]) }
    }
    canvas.stroke(color, width: 0.6)
  }

  private func drawBand(on canvas: borrowing Canvas, color: RGB) {
    for run in thinned() where run.count > 1 && run.contains(where: { $0.low != $0.high }) {
      canvas.trace(run.map { ($0.x, $0.high) } + run.reversed().map { ($0.x, $0.low) })
      cairo_close_path(canvas.context)
    }
    canvas.fill(color, alpha: 0.25)
  }
}
