import CCairo
import Imaging

extension Overlay {
  /// Radius of a marker's circle, in points.
  private static let markerRadius = 4.0
  /// Pixels of a mask are taken together until they are this large, in points: half as wide as the line.
  private static let finestDetail = 0.4

  func draw(on canvas: borrowing Canvas, grid: PixelGrid) throws(FigureError) {
    switch shape {
    case .region(let region):
      try trace(region, on: canvas.context, grid: grid)
      stroke(on: canvas)
    case .line(let start, let end):
      move(canvas.context, to: grid.place(start))
      line(canvas.context, to: grid.place(end))
      stroke(on: canvas)
    case .field(let field): field.draw(on: canvas, grid: grid)
    case .markers(let markers):
      for marker in markers { try draw(marker, on: canvas, grid: grid) }
    }
  }

  private func draw(_ marker: Marker, on canvas: borrowing Canvas, grid: PixelGrid) throws(FigureError) {
    if let partner = marker.partner {
      circle(canvas.context, at: grid.place(partner), radiusX: Self.markerRadius, radiusY: Self.markerRadius)
      stroke(on: canvas, alpha: 0.5)
    }
    let place = grid.place(marker.position)
    circle(canvas.context, at: place, radiusX: Self.markerRadius, radiusY: Self.markerRadius)
    stroke(on: canvas)
    guard let label = marker.label, !label.isEmpty else { return }
    let distance = Self.markerRadius + 2.5
    let isNearEdge = place.x + distance + (try Font.text.width(of: label)) > grid.frame.maxX - 2
    try canvas.rimmedText(
      label, x: isNearEdge ? place.x - distance : place.x + distance, y: place.y + 0.365 * Font.text.size,
      font: .text, anchor: isNearEdge ? .right : .left, color: color)
  }

  // MARK: - Paths

  private func trace(_ region: Region, on context: OpaquePointer?, grid: PixelGrid) throws(FigureError) {
    switch region {
    case .rectangle(let row, let column, let rows, let columns):
      polygon(
        context,
        [
          grid.place(row: row - 0.5, column: column - 0.5),
          grid.place(row: row - 0.5, column: column - 0.5 + columns),
          grid.place(row: row - 0.5 + rows, column: column - 0.5 + columns),
          grid.place(row: row - 0.5 + rows, column: column - 0.5),
        ])
    case .disc(let centre, let radius):
      circle(context, at: grid.place(centre), radiusX: radius * grid.pitchX, radiusY: radius * grid.pitchY)
    case .ellipse(let centre, let radii, let angle):
      polygon(context, Region.rim(centre: centre, radii: radii, angle: angle).map { grid.place($0) })
    case .polygon(let points):
      polygon(context, points.map { grid.place($0) })
    case .mask(let mask):
      let own = try grid.grid(of: mask)
      let factor = max(1, Int((Self.finestDetail / min(own.pitchX, own.pitchY)).rounded(.up)))
      for outline in mask.coarsened(by: factor).outlines() {
        polygon(
          context,
          outline.map { corner in
            let row = min((corner.row + 0.5) * Double(factor), Double(mask.rows))
            let column = min((corner.column + 0.5) * Double(factor), Double(mask.columns))
            return own.place(row: row - 0.5, column: column - 0.5)
          })
      }
    }
  }

  private func polygon(_ context: OpaquePointer?, _ places: [(x: Double, y: Double)]) {
    guard let first = places.first else { return }
    move(context, to: first)
    for place in places.dropFirst() { line(context, to: place) }
    cairo_close_path(context)
  }

  private func circle(
    _ context: OpaquePointer?, at centre: (x: Double, y: Double), radiusX: Double, radiusY: Double
  ) {
    guard radiusX > 0, radiusY > 0 else { return }
    cairo_save(context)
    cairo_translate(context, Canvas.bounded(centre.x), Canvas.bounded(centre.y))
    cairo_scale(context, Canvas.bounded(radiusX), Canvas.bounded(radiusY))
    cairo_new_sub_path(context)
    cairo_arc(context, 0, 0, 1, 0, 2 * .pi)
    cairo_restore(context)
  }

  private func move(_ context: OpaquePointer?, to place: (x: Double, y: Double)) {
    cairo_move_to(context, Canvas.bounded(place.x), Canvas.bounded(place.y))
  }

  private func line(_ context: OpaquePointer?, to place: (x: Double, y: Double)) {
    cairo_line_to(context, Canvas.bounded(place.x), Canvas.bounded(place.y))
  }

  /// Strokes the path: a dark rim first, the colour on it.
  private func stroke(on canvas: borrowing Canvas, alpha: Double = 1) {
    let context = canvas.context
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    canvas.setColor(.black, alpha: 0.7 * alpha)
    cairo_set_line_width(context, lineWidth + 0.8)
    cairo_stroke_preserve(context)
    canvas.setColor(color, alpha: alpha)
    cairo_set_line_width(context, lineWidth)
    cairo_stroke(context)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
  }
}
