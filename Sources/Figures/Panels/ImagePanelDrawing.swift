import CCairo
import Imaging
import Numerics

/// An image panel whose range is settled.
struct ImagePanelDrawing: PanelDrawing {
  let panel: ImagePanel
  let values: ValueSummary
  let map: ColorMap
  let range: ClosedRange<Double>

  /// - Parameters:
  ///   - values: A summary of the panel's own image.
  ///   - shared: A summary of all images that show one range with it.
  init(_ panel: ImagePanel, values: ValueSummary, shared: ValueSummary) throws(FigureError) {
    self.panel = panel
    self.values = values
    map = panel.effectiveColorMap
    range = try panel.effectiveRange.resolved(for: shared)
  }

  var title: String? { panel.title }

  var summary: String {
    let label = panel.effectiveLabel.isEmpty ? "values" : panel.effectiveLabel
    guard values.hasValues else { return "\(label): none" }
    if let classes = panel.classes { return "\(label): \(classes.map(\.name).joined(separator: ", "))" }
    let (low, high) = (rounded(range.lowerBound), rounded(range.upperBound))
    return "\(label) from \(low) to \(high) in colours \(map.name)"
  }

  // MARK: - Size

  /// The image that the frame surrounds.
  private var base: Image { panel.backdrop?.image ?? panel.image }

  /// Height to width of the whole image as it should look.
  private var aspect: Double {
    let calibration = base.calibration
    return Double(base.rows) * calibration.pixelSizeY / (Double(base.columns) * calibration.pixelSizeX)
  }

  /// Width and height of the image in a plot of that width, in points. A very long image keeps a short side that can
  /// be seen, and then is no longer true to scale.
  func imageSize(width: Double) -> (width: Double, height: Double, isTrue: Bool) {
    let height = min(width * aspect, 1.5 * width)
    let size = (width: height / aspect, height: height)
    let shortest = 6.0
    return (max(size.width, shortest), max(size.height, shortest), min(size.width, size.height) >= shortest)
  }

  func plotHeight(width: Double) -> Double {
    let height = imageSize(width: width).height
    return panel.showsColorBar ? max(height, ColorBar.minimumHeight) : height
  }

  func margins(width: Double) throws(FigureError) -> Margins {
    let fields = Margins(bottom: Double(panel.fields.count) * VectorField.keyHeight)
    if let key = try classKey(width: width) { return key.margins.union(fields) }
    return try colorBar(width: width)?.margins.union(fields) ?? fields
  }

  /// The colour bar of a panel `width` points wide in all.
  func colorBar(width: Double) throws(FigureError) -> ColorBar? {
    guard panel.showsColorBar, panel.classes == nil else { return nil }
    return try ColorBar(
      map: map, range: range, summary: values, label: panel.effectiveLabel, height: nominalHeight(width))
  }

  /// The key to classes of a panel `width` points wide in all.
  private func classKey(width: Double) throws(FigureError) -> ClassKey? {
    guard panel.showsColorBar, let classes = panel.classes else { return nil }
    return try ClassKey(
      map: map, names: classes.map(\.name), label: panel.effectiveLabel, height: nominalHeight(width))
  }

  /// Ticks are chosen before their width is known; a bar with its texts takes about 45 points.
  private func nominalHeight(_ width: Double) -> Double { plotHeight(width: max(width - 45, 10)) }

  // MARK: - Drawing

  func draw(on canvas: inout Canvas, plot: Rect, width: Double) throws(FigureError) {
    let size = imageSize(width: plot.width)
    let frame = canvas.aligned(Rect(x: plot.x, y: plot.y, width: size.width, height: size.height))
    let grid = try paint(on: &canvas, frame: frame)
    for overlay in panel.overlays {
      try canvas.clipped(to: frame) { () throws(FigureError) in
        try overlay.draw(on: canvas, grid: grid)
      }
    }
    canvas.frame(frame)
    if let axes = panel.axes, size.isTrue { try AxesGlyph(direction: axes).draw(on: canvas, frame: frame) }
    if panel.showsScaleBar, size.isTrue { try drawScaleBar(on: canvas, frame: frame) }
    let height = max(frame.height, ColorBar.minimumHeight)
    if let bar = try colorBar(width: width) {
      try bar.draw(on: canvas, x: frame.maxX, y: frame.y, height: height)
    } else if let key = try classKey(width: width) {
      try key.draw(on: canvas, x: frame.maxX, y: frame.y)
    }
    for (line, field) in panel.fields.enumerated() {
      try field.drawKey(on: canvas, grid: grid, y: frame.maxY + (Double(line) + 0.65) * VectorField.keyHeight)
    }
  }

  /// Paints the image, and below it what it is drawn over; returns where pixels lie.
  private func paint(on canvas: inout Canvas, frame: Rect) throws(FigureError) -> PixelGrid {
    let shown = panel.shownImage
    guard let backdrop = panel.backdrop else {
      canvas.paint(raster(of: shown, map, range, for: canvas, frame: frame), in: frame)
      let grid = PixelGrid(frame: frame, image: panel.image, step: panel.overlayStep)
      guard let field = panel.fields.first, field.step > panel.overlayStep else { return grid }
      return grid.under(field.extent, step: field.step)
    }
    let step = max(panel.overlayStep, 1)
    let (rows, columns) = (
      (backdrop.image.rows + step - 1) / step, (backdrop.image.columns + step - 1) / step
    )
    guard shown.rows == rows, shown.columns == columns else {
      throw .invalid(
        "a map of every \(step)th pixel of \(backdrop.image.rows)×\(backdrop.image.columns) has \(rows)×\(columns) "
          + "pixels, but the one to draw over it has \(shown.rows)×\(shown.columns)")
    }
    guard (0...1).contains(backdrop.opacity) else {
      throw .invalid("opacity must be 0...1, but is \(backdrop.opacity)")
    }
    let greys = try DisplayRange.automatic.resolved(for: ValueSummary(backdrop.image))
    canvas.paint(raster(of: backdrop.image, .gray, greys, for: canvas, frame: frame), in: frame)
    let grid = PixelGrid(frame: frame, image: backdrop.image, step: 1)
    let place = grid.frame(of: shown, step: step)
    let layer = raster(of: shown, map, range, for: canvas, frame: place, opacity: backdrop.opacity)
    cairo_save(canvas.context)
    cairo_rectangle(canvas.context, frame.x, frame.y, frame.width, frame.height)
    cairo_clip(canvas.context)
    canvas.paint(layer, in: place)
    cairo_restore(canvas.context)
    return grid.under(shown, step: step)
  }

  /// As many pixels as the page has under the image, or as the image has where the page has no pixels of its own.
  private func raster(
    of image: Image, _ map: ColorMap, _ range: ClosedRange<Double>, for canvas: borrowing Canvas, frame: Rect,
    opacity: Double? = nil
  ) -> ColorRaster {
    let scale = canvas.scale ?? Self.finestScale
    var columns = max(1, Int((frame.width * scale).rounded()))
    var rows = max(1, Int((frame.height * scale).rounded()))
    if canvas.scale == nil { (rows, columns) = (min(rows, image.rows), min(columns, image.columns)) }
    return ColorRaster(image, rows: rows, columns: columns, map: map, range: range, opacity: opacity)
  }

  /// Pixels per point beyond which nothing more is seen: 800 to the inch, 2,200 across a column. Finer images are
  /// averaged down to it.
  private static let finestScale = 800.0 / 72

  private func drawScaleBar(on canvas: borrowing Canvas, frame: Rect) throws(FigureError) {
    // The pixels of an image without a calibration are its source's.
    let isCalibrated = base.calibration.unit != .pixels
    let columns = base.columns * (isCalibrated || panel.backdrop != nil ? 1 : panel.overlayStep)
    guard let bar = ScaleBar(columns: columns, calibration: base.calibration) else { return }
    let length = bar.columns / Double(columns) * frame.width
    let (inset, thickness) = (6.0, 2.0)
    let textWidth = try Font.text.width(of: bar.label)
    guard max(length, textWidth) + 2 * inset <= frame.width, frame.height >= 26 else { return }
    let x = frame.x + inset + max(0, (textWidth - length) / 2)
    let y = frame.maxY - inset - thickness
    let body = Rect(x: x, y: y, width: length, height: thickness)
    canvas.fill(body.outset(by: 0.6), .black)
    canvas.fill(body, .white)
    try canvas.rimmedText(bar.label, x: body.midX, y: y - 3, font: .text, anchor: .centre)
  }
}
