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
    range = try panel.range.resolved(for: shared)
  }

  var title: String? { panel.title }

  var summary: String {
    let label = panel.effectiveLabel.isEmpty ? "values" : panel.effectiveLabel
    guard values.hasValues else { return "\(label): none" }
    let (low, high) = (Self.rounded(range.lowerBound), Self.rounded(range.upperBound))
    return "\(label) from \(low) to \(high) in colours \(map.name)"
  }

  /// To five significant digits.
  private static func rounded(_ value: Double) -> Double {
    guard value != 0 else { return 0 }
    let unit = Double.pow(10, 4 - Double.log10(abs(value)).rounded(.down))
    let result = (value * unit).rounded() / unit
    return result.isFinite ? result : value
  }

  // MARK: - Size

  /// Height to width of the whole image as it should look.
  private var aspect: Double {
    let calibration = panel.image.calibration
    return Double(panel.image.rows) * calibration.pixelSizeY
      / (Double(panel.image.columns) * calibration.pixelSizeX)
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
    try colorBar(width: width)?.margins ?? Margins()
  }

  /// The colour bar of a panel `width` points wide in all.
  func colorBar(width: Double) throws(FigureError) -> ColorBar? {
    guard panel.showsColorBar else { return nil }
    // Ticks are chosen before their width is known; a bar with its texts takes about 45 points.
    let height = plotHeight(width: max(width - 45, 10))
    return try ColorBar(
      map: map, range: range, summary: values, label: panel.effectiveLabel, height: height)
  }

  // MARK: - Drawing

  func draw(on canvas: inout Canvas, plot: Rect, width: Double) throws(FigureError) {
    let size = imageSize(width: plot.width)
    let frame = canvas.aligned(Rect(x: plot.x, y: plot.y, width: size.width, height: size.height))
    canvas.paint(raster(for: canvas, frame: frame), in: frame)
    let grid = PixelGrid(frame: frame, image: panel.image, step: panel.overlayStep)
    for overlay in panel.overlays {
      try canvas.clipped(to: frame) { () throws(FigureError) in
        try overlay.draw(on: canvas, grid: grid)
      }
    }
    canvas.frame(frame)
    if let axes = panel.axes, size.isTrue { try AxesGlyph(direction: axes).draw(on: canvas, frame: frame) }
    if panel.showsScaleBar, size.isTrue { try drawScaleBar(on: canvas, frame: frame) }
    if let bar = try colorBar(width: width) {
      try bar.draw(on: canvas, x: frame.maxX, y: frame.y, height: max(frame.height, ColorBar.minimumHeight))
    }
  }

  /// As many pixels as the page has under the image, or as the image has where the page has no pixels of its own.
  private func raster(for canvas: borrowing Canvas, frame: Rect) -> ColorRaster {
    let scale = canvas.scale ?? Self.finestScale
    let columns = max(1, Int((frame.width * scale).rounded()))
    let rows = max(1, Int((frame.height * scale).rounded()))
    return canvas.scale == nil
      ? ColorRaster(
        panel.image, rows: min(rows, panel.image.rows), columns: min(columns, panel.image.columns), map: map,
        range: range)
      : ColorRaster(panel.image, rows: rows, columns: columns, map: map, range: range)
  }

  /// Pixels per point beyond which nothing more is seen: 800 to the inch, 2,200 across a column. Finer images are
  /// averaged down to it.
  private static let finestScale = 800.0 / 72

  private func drawScaleBar(on canvas: borrowing Canvas, frame: Rect) throws(FigureError) {
    // The pixels of an image without a calibration are its source's.
    let isCalibrated = panel.image.calibration.unit != .pixels
    let columns = panel.image.columns * (isCalibrated ? 1 : panel.overlayStep)
    guard let bar = ScaleBar(columns: columns, calibration: panel.image.calibration) else { return }
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

extension ImagePanel {
  /// The colour map that is drawn.
  var effectiveColorMap: ColorMap { colorMap ?? (range == .symmetric ? .redBlue.reversed : .viridis) }

  /// The label that is drawn; empty for none.
  var effectiveLabel: String { label ?? image.label ?? "" }
}
