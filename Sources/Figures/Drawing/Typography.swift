import CCairo

/// The sizes and weights of everything drawn, in points: those of a journal's figures.
enum Style {
  /// Cairo's name for the typeface. Fontconfig puts a similar one in its place where it is missing.
  static let typeface = "DejaVu Sans"
  static let titleSize = 8.0
  static let textSize = 7.0
  static let lineSpacing = 1.2
  static let hairline = 0.5
  static let margin = 4.0
  /// Between panels, beside and below one another.
  static let gap = 9.0
  static let pointsPerMillimetre = 72 / 25.4
}

/// A size and weight of the one typeface.
struct Font: Hashable, Sendable {
  var size: Double
  var isBold = false

  static let title = Font(size: Style.titleSize)
  static let letter = Font(size: Style.titleSize, isBold: true)
  static let text = Font(size: Style.textSize)

  var lineHeight: Double { size * Style.lineSpacing }

  /// How far the text moves on, in points; the same in every format, because glyphs are not hinted.
  func width(of text: String) throws(FigureError) -> Double {
    var width = 0.0
    for run in TextRun.runs(of: text) { width += try font(of: run).advance(of: run.text) }
    return width
  }

  private func advance(of text: String) throws(FigureError) -> Double {
    let face = cairo_toy_font_face_create(
      Style.typeface, CAIRO_FONT_SLANT_NORMAL, isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    defer { cairo_font_face_destroy(face) }
    var matrix = cairo_matrix_t()
    var identity = cairo_matrix_t()
    cairo_matrix_init_scale(&matrix, size, size)
    cairo_matrix_init_identity(&identity)
    let options = unhintedFontOptions()
    defer { cairo_font_options_destroy(options) }
    let scaled = cairo_scaled_font_create(face, &matrix, &identity, options)
    defer { cairo_scaled_font_destroy(scaled) }
    var extents = cairo_text_extents_t()
    cairo_scaled_font_text_extents(scaled, text, &extents)
    try check(cairo_scaled_font_status(scaled))
    return extents.x_advance
  }

  /// The text, or its beginning and an ellipsis when it is wider than `width` points.
  func shortened(_ text: String, width limit: Double) throws(FigureError) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard try width(of: line) > limit else { return line }
    // Whole parts of a very long text are dropped before its width is asked for.
    var kept = line.prefix(400)
    while !kept.isEmpty, try width(of: kept + "…") > limit { kept.removeLast() }
    return kept + "…"
  }

  /// The first `limit` of a text's lines no wider than `width` points; the last ends in an ellipsis when there are more.
  func lines(of text: String, width: Double, limit: Int) throws(FigureError) -> [String] {
    let all = try lines(of: String(text.prefix(2000)), width: width)
    guard all.count > limit else { return all }
    return all.prefix(limit - 1) + [try shortened(all[(limit - 1)...].joined(separator: " "), width: width)]
  }

  /// Breaks a text into lines no wider than `width` points: at line breaks and spaces, or within a word when it must.
  func lines(of text: String, width limit: Double) throws(FigureError) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(whereSeparator: \.isNewline) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        let longer = line.isEmpty ? String(word) : line + " " + word
        if try width(of: longer) <= limit {
          line = longer
          continue
        }
        if !line.isEmpty { lines.append(line) }
        line = ""
        for character in word {
          if !line.isEmpty, try width(of: line + String(character)) > limit {
            lines.append(line)
            line = ""
          }
          line.append(character)
        }
      }
      lines.append(line)
    }
    return lines
  }
}

/// Glyphs in their true shape and place, so that a figure looks alike in every format and at every size. The caller
/// destroys the options.
func unhintedFontOptions() -> OpaquePointer? {
  let options = cairo_font_options_create()
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
  return options
}

/// The one place where cairo's complaints become errors.
func check(_ status: cairo_status_t) throws(FigureError) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  throw .drawing(String(cString: cairo_status_to_string(status)))
}
