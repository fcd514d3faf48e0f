import CCairo
import Imaging

extension VectorField {
  /// Height in points of the key below the image.
  static let keyHeight = 13.0
  private static let extensionColor = RGB(0xFFB000)
  private static let compressionColor = RGB(0x63C7FF)

  func draw(on canvas: borrowing Canvas, grid: PixelGrid) {
    let field = FieldStrokes(self, grid: grid)
    guard field.scale > 0 else { return }
    // The rims first: no stroke's rim lies on another stroke.
    for isRim in [true, false] {
      for stroke in field.strokes {
        add(stroke, at: (stroke.x, stroke.y), scale: field.scale, to: canvas)
        finish(stroke, isRim: isRim, on: canvas)
      }
    }
  }

  /// States the scale, below an image.
  func drawKey(on canvas: borrowing Canvas, grid: PixelGrid, y: Double) throws(FigureError) {
    let field = FieldStrokes(self, grid: grid)
    guard let key = field.key, field.scale > 0 else {
      return try canvas.text("no values", x: grid.frame.x, y: y + 2, font: .text)
    }
    let length = min(key * field.scale, grid.frame.width / 2)
    let isTensor = if case .principal = quantity { true } else { false }
    var text = NumberFormat.compact(key, digits: 4) + (unit.map { $0.isEmpty ? "" : " " + $0 } ?? "")
    if isTensor { text += " extension" }
    var x = grid.frame.x + 1
    func write(_ text: String) throws(FigureError) {
      try canvas.text(text, x: x, y: y + 0.365 * Font.text.size, font: .text)
      x += try Font.text.width(of: text) + 8
    }
    drawSample(length, isPositive: true, x: x, y: y, on: canvas)
    x += length + 4
    try write(text)
    if isTensor {
      drawSample(length, isPositive: false, x: x, y: y, on: canvas)
      x += length + 4
      try write("compression")
    }
    if let cut = field.cut { try write("cut at \(NumberFormat.compact(cut, digits: 2))") }
  }

  /// One stroke of the key, from `x` to the right.
  private func drawSample(
    _ length: Double, isPositive: Bool, x: Double, y: Double, on canvas: borrowing Canvas
  ) {
    let stroke = FieldStrokes.Stroke(
      x: x + length / 2, y: y, right: length / 2, up: 0, isPositive: isPositive)
    for isRim in [true, false] {
      add(stroke, at: (stroke.x, stroke.y), scale: 1, to: canvas)
      finish(stroke, isRim: isRim, on: canvas)
    }
  }

  private func add(
    _ stroke: FieldStrokes.Stroke, at middle: Place, scale: Double, to canvas: borrowing Canvas
  ) {
    let (dx, dy) = (stroke.right * scale, -stroke.up * scale)
    let tip = (x: middle.x + dx, y: middle.y + dy)
    canvas.trace([(middle.x - dx, middle.y - dy), tip])
    guard case .vectors = quantity else { return }
    // Both barbs of the head, a third of the arrow long, 4 points at most.
    let length = 2 * (dx * dx + dy * dy).squareRoot()
    guard length > 0.5 else { return }
    let head = min(4, length / 3)
    let (ux, uy) = (2 * dx / length, 2 * dy / length)
    for side in [-0.5, 0.5] {
      canvas.move(to: tip)
      canvas.line(to: (tip.x - head * (ux + side * uy), tip.y - head * (uy - side * ux)))
    }
  }

  private func finish(_ stroke: FieldStrokes.Stroke, isRim: Bool, on canvas: borrowing Canvas) {
    cairo_set_line_cap(canvas.context, CAIRO_LINE_CAP_ROUND)
    if isRim {
      canvas.stroke(.black, width: 1.8, alpha: 0.75)
    } else if case .vectors = quantity {
      canvas.stroke(.white, width: 0.9)
    } else {
      canvas.stroke(stroke.isPositive ? Self.extensionColor : Self.compressionColor, width: 1)
    }
    cairo_set_line_cap(canvas.context, CAIRO_LINE_CAP_BUTT)
  }
}
