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
    setColor(color)
    var place = (x: x, y: y)
    cairo_user_to_device(context, &place.x, &place.y)
    log.texts.append(WrittenText(text: text, x: place.x / (scale ?? 1), y: place.y / (scale ?? 1)))
    try eachRun(of: text, x: x, y: y, font: font, anchor: anchor) { cairo_show_text(context, $0) }
  }

  /// Writes a line that can be read on any background: white with a dark rim.
  func rimmedText(
    _ text: String, x: Double, y: Double, font: Font, anchor: Anchor = .left, color: RGB = .white
  )
    throws(FigureError)
  {
    cairo_save(context)
    cairo_new_path(context)
    try eachRun(of: text, x: x, y: y, font: font, anchor: anchor) { cairo_text_path(context, $0) }
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

  /// Calls `body` with each part of a line, its font and place being set.
  private func eachRun(
    of text: String, x: Double, y: Double, font: Font, anchor: Anchor, body: (String) -> Void
  ) throws(FigureError) {
    let width = anchor == .left ? 0 : try font.width(of: text)
    var x = anchor == .left ? x : anchor == .centre ? x - width / 2 : x - width
    for run in TextRun.runs(of: text) {
      let own = font.font(of: run)
      cairo_select_font_face(
        context, Style.typeface, CAIRO_FONT_SLANT_NORMAL,
        own.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
      cairo_set_font_size(context, own.size)
      cairo_move_to(context, x, y + (run.isIndex ? TextRun.indexDrop * font.size : 0))
      body(run.text)
      x += try own.width(of: run.text)
    }
  }
}
