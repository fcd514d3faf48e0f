import CCairo

/// A place on the page, in points.
typealias Place = (x: Double, y: Double)

extension Canvas {
  /// Cairo's fixed-point coordinates end at 2^23; what is so far out is not seen anyway.
  static func bounded(_ coordinate: Double) -> Double {
    coordinate.isNaN ? 0 : min(max(coordinate, -1e5), 1e5)
  }

  func move(to place: Place) {
    cairo_move_to(context, Self.bounded(place.x), Self.bounded(place.y))
  }

  func line(to place: Place) {
    cairo_line_to(context, Self.bounded(place.x), Self.bounded(place.y))
  }

  /// Adds an open line through places to the path.
  func trace(_ places: some Collection<Place>) {
    guard let first = places.first else { return }
    move(to: first)
    for place in places.dropFirst() { line(to: place) }
  }

  /// Strokes and drops the path.
  func stroke(_ color: RGB, width: Double, dashes: [Double] = [], alpha: Double = 1) {
    setColor(color, alpha: alpha)
    cairo_set_line_width(context, width)
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_stroke(context)
    cairo_set_dash(context, [], 0, 0)
  }

  /// Fills and drops the path.
  func fill(_ color: RGB, alpha: Double = 1) {
    setColor(color, alpha: alpha)
    cairo_fill(context)
  }

  /// A straight line from one place to another.
  func segment(from start: Place, to end: Place, _ color: RGB = .black, width: Double = Style.hairline) {
    move(to: start)
    line(to: end)
    stroke(color, width: width)
  }

  /// Adds a closed circle to the path.
  func addCircle(at centre: Place, radius: Double) {
    cairo_new_sub_path(context)
    cairo_arc(
      context, Self.bounded(centre.x), Self.bounded(centre.y), Self.bounded(max(radius, 0)), 0, 2 * .pi)
    cairo_close_path(context)
  }

  /// Adds a point of a graph to the path.
  func addMarker(_ shape: MarkerShape, at centre: Place, radius r: Double) {
    let corners: [Place]
    switch shape {
    case .disc:
      addCircle(at: centre, radius: r)
      return
    case .square:
      let a = 0.89 * r
      corners = [(-a, -a), (a, -a), (a, a), (-a, a)]
    case .triangle:
      corners = [(0, -1.45 * r), (1.25 * r, 0.8 * r), (-1.25 * r, 0.8 * r)]
    case .diamond:
      let a = 1.25 * r
      corners = [(0, -a), (a, 0), (0, a), (-a, 0)]
    }
    trace(corners.map { (centre.x + $0.x, centre.y + $0.y) })
    cairo_close_path(context)
  }
}
