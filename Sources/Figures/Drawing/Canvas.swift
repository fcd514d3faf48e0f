import CCairo

/// A page to draw on, in points from its top left corner; the only owner of a cairo surface and context.
///
/// A cairo context remembers the first thing that went wrong and ignores what follows, so drawing does not throw:
/// ``finish()`` reports.
struct Canvas: ~Copyable {
  let format: Figure.Format
  let width: Double
  let height: Double
  /// Device pixels per point; nil where the page has none.
  let scale: Double?
  let context: OpaquePointer?
  private let surface: OpaquePointer?
  private let sink: ByteSink
  /// What has been written so far.
  let log = TextLog()
  /// For each raster painted so far, whether its pixels are large enough on the page to be seen as squares.
  private(set) var rasterSquares: [Bool] = []

  /// A white page of `width` × `height` points.
  init(format: Figure.Format, width: Double, height: Double) throws(FigureError) {
    let sink = ByteSink()
    let surface = try Self.surface(format: format, width: width, height: height, sink: sink)
    self.format = format
    self.width = width
    self.height = height
    self.sink = sink
    self.surface = surface
    context = cairo_create(surface)
    scale = if case .png(let resolution) = format { resolution / 72 } else { nil }
    if let scale { cairo_scale(context, scale, scale) }
    let options = unhintedFontOptions()
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
    setColor(.white)
    cairo_paint(context)
  }

  private static func surface(
    format: Figure.Format, width: Double, height: Double, sink: ByteSink
  ) throws(FigureError) -> OpaquePointer? {
    switch format {
    case .png(let resolution):
      let (columns, rows) = ((width * resolution / 72).rounded(), (height * resolution / 72).rounded())
      guard columns * rows <= pixelLimit, max(columns, rows) <= 32767 else {
        throw .invalid(
          "the figure would be \(Int(rows))×\(Int(columns)) pixels; give a smaller width")
      }
      return cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
    case .pdf:
      let surface = cairo_pdf_surface_create_for_stream(ByteSink.write, sink.opaque, width, height)
      // An empty date leaves the date out: the same figure is the same file tomorrow.
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
      return surface
    case .svg:
      return cairo_svg_surface_create_for_stream(ByteSink.write, sink.opaque, width, height)
    }
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// The largest page in device pixels: 800 MB.
  private static let pixelLimit = 2e8

  /// Completes the page and returns the file.
  consuming func finish() throws(FigureError) -> [UInt8] {
    try check(cairo_status(context))
    if case .png = format {
      cairo_surface_flush(surface)
      try check(cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.opaque))
    }
    cairo_surface_finish(surface)
    try check(cairo_surface_status(surface))
    return sink.bytes
  }

  /// The title that a PDF reader shows.
  func setTitle(_ title: String) {
    guard format == .pdf else { return }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
  }

  /// The rectangle moved to whole device pixels, where there are such.
  func aligned(_ rect: Rect) -> Rect {
    guard let scale else { return rect }
    let (left, top) = ((rect.x * scale).rounded(), (rect.y * scale).rounded())
    let right = max((rect.maxX * scale).rounded(), left + 1)
    let bottom = max((rect.maxY * scale).rounded(), top + 1)
    return Rect(
      x: left / scale, y: top / scale, width: (right - left) / scale, height: (bottom - top) / scale)
  }

  // MARK: - Drawing

  func setColor(_ color: RGB, alpha: Double = 1) {
    cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, alpha)
  }

  func fill(_ rect: Rect, _ color: RGB, alpha: Double = 1) {
    setColor(color, alpha: alpha)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_fill(context)
  }

  /// A thin frame around a rectangle, outside of it.
  func frame(_ rect: Rect) {
    let outer = rect.outset(by: Style.hairline / 2)
    setColor(.black)
    cairo_set_line_width(context, Style.hairline)
    cairo_rectangle(context, outer.x, outer.y, outer.width, outer.height)
    cairo_stroke(context)
  }

  /// Keeps what `body` draws within a rectangle.
  func clipped<E: Error>(to rect: Rect, _ body: () throws(E) -> Void) throws(E) {
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    defer { cairo_restore(context) }
    try body()
  }

  /// Stretches a raster over a rectangle, without smoothing. On a page of device pixels, give it as many as the
  /// rectangle, aligned, has.
  mutating func paint(_ raster: ColorRaster, in rect: Rect) {
    let kind = raster.isTransparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24
    let source = cairo_image_surface_create(kind, Int32(raster.columns), Int32(raster.rows))
    defer { cairo_surface_destroy(source) }
    cairo_surface_flush(source)
    if let data = cairo_image_surface_get_data(source) {
      let stride = Int(cairo_image_surface_get_stride(source))
      raster.pixels.withUnsafeBytes { pixels in
        for row in 0..<raster.rows {
          let line = UnsafeRawBufferPointer(
            rebasing: pixels[row * raster.columns * 4..<(row + 1) * raster.columns * 4])
          UnsafeMutableRawBufferPointer(start: data + row * stride, count: line.count).copyMemory(from: line)
        }
      }
    }
    cairo_surface_mark_dirty(source)
    cairo_save(context)
    cairo_translate(context, rect.x, rect.y)
    cairo_scale(context, rect.width / Double(raster.columns), rect.height / Double(raster.rows))
    cairo_set_source_surface(context, source, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
    rasterSquares.append(min(rect.width / Double(raster.columns), rect.height / Double(raster.rows)) >= 0.75)
  }

  /// Fills a rectangle with colours from its bottom, 0, to its top, 1.
  func gradient(_ map: ColorMap, in rect: Rect) {
    let pattern = cairo_pattern_create_linear(0, rect.maxY, 0, rect.y)
    defer { cairo_pattern_destroy(pattern) }
    let stops = 64
    for index in 0...stops {
      let offset = Double(index) / Double(stops)
      let color = map.color(at: offset)
      cairo_pattern_add_color_stop_rgb(
        pattern, offset, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
    }
    cairo_set_source(context, pattern)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_fill(context)
  }
}
