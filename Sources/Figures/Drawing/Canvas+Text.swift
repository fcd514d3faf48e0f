import CCairo

extension Canvas {
  /// Where a text stands relative to its point.
  enum Anchor {
    case left, centre, right
  }

  /// Writes a line with its baseline at (x, y).
  func text(_ text: String, x: Double, y: Double, font: Font, anchor: Anchor = .left, color: RGB = .black)
    throws(FigureError)
  {
    try place(text, x: x, y: y, font: font, anchor: anchor)
    setColor(color)
    cairo_show_text(context, text)
  }

  /// Writes a line that can be read on any background: white with a dark rim.
  func rimmedText(
    _ text: String, x: Double, y: Double, font: Font, anchor: Anchor = .left, color: RGB = .white
  )
    throws(FigureError)
  {
    try place(text, x: x, y: y, font: font, anchor: anchor)
    cairo_save(context)
    cairo_text_path(context, text)
    setColor(.black)
    cairo_set_line_width(context, 1.2)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_stroke(context)
    cairo_restore(context)
    try self.text(text, x: x, y: y, font: font, anchor: anchor, color: color)
  }

  /// Writes lines one above the other, turned to be read from below, around the height `midY`; the first baseline is
  /// at `x`.
  func uprightText(_ lines: [String], x: Double, midY: Double, font: Font) throws(FigureError) {
    for (index, line) in lines.enumerated() {
      cairo_save(context)
      cairo_translate(context, x + Double(index) * font.lineHeight, midY)
      cairo_rotate(context, -.pi / 2)
      defer { cairo_restore(context) }
      try text(line, x: 0, y: 0, font: font, anchor: .centre)
    }
  }

  private func place(_ text: String, x: Double, y: Double, font: Font, anchor: Anchor) throws(FigureError) {
    let width = anchor == .left ? 0 : try font.width(of: text)
    cairo_select_font_face(
      context, Style.typeface, CAIRO_FONT_SLANT_NORMAL,
      font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, font.size)
    let start =
      switch anchor {
      case .left: x
      case .centre: x - width / 2
      case .right: x - width
      }
    cairo_move_to(context, start, y)
  }
}
