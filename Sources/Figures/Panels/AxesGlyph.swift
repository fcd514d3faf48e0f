import CCairo
import Numerics

/// Two arrows that show where x and y of a strain point.
struct AxesGlyph {
  /// Direction of x, degrees counter-clockwise from the rows.
  let direction: Double

  private static let length = 15.0
  private static let inset = 5.0
  /// Around an arrow's end, for the letter there.
  private static let letterRoom = 8.0

  /// Draws the arrows into the lower right corner; nothing where there is no room.
  func draw(on canvas: borrowing Canvas, frame: Rect) throws(FigureError) {
    let radians = direction * .pi / 180
    let (c, s) = (Double.cos(radians), Double.sin(radians))
    // Of the page: y down.
    let ends = [(name: "x", x: c, y: -s), (name: "y", x: -s, y: -c)]
    let reach = Self.length + Self.letterRoom
    let (right, bottom) = (max(ends[0].x, ends[1].x, 0), max(ends[0].y, ends[1].y, 0))
    let (left, top) = (min(ends[0].x, ends[1].x, 0), min(ends[0].y, ends[1].y, 0))
    guard (right - left + bottom - top) * reach < 0.5 * (frame.width + frame.height) else { return }
    let x = frame.maxX - Self.inset - max(right * reach, 2)
    let y = frame.maxY - Self.inset - max(bottom * reach, 2)
    for end in ends { draw(end, from: (x, y), on: canvas) }
    for end in ends {
      let away = Self.length + Self.letterRoom / 2
      try canvas.rimmedText(
        end.name, x: x + away * end.x, y: y + away * end.y + 0.3 * Font.text.size, font: .text,
        anchor: .centre)
    }
  }

  private func draw(
    _ end: (name: String, x: Double, y: Double), from origin: (x: Double, y: Double),
    on canvas: borrowing Canvas
  ) {
    let context = canvas.context
    let tip = (x: origin.x + Self.length * end.x, y: origin.y + Self.length * end.y)
    cairo_move_to(context, origin.x, origin.y)
    cairo_line_to(context, tip.x, tip.y)
    // Both barbs of the head, 2.5 points wide and 4 long.
    for side in [-2.5, 2.5] {
      cairo_move_to(context, tip.x, tip.y)
      cairo_line_to(
        context, tip.x - 4 * end.x - side * end.y, tip.y - 4 * end.y + side * end.x)
    }
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    canvas.setColor(.black, alpha: 0.8)
    cairo_set_line_width(context, 2.2)
    cairo_stroke_preserve(context)
    canvas.setColor(.white, alpha: 1)
    cairo_set_line_width(context, 1)
    cairo_stroke(context)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
  }
}
