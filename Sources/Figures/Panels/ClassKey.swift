import CCairo

/// The key to an image of classes, to the right of it: a patch of colour and a name for each, from the top.
struct ClassKey {
  let map: ColorMap
  let names: [String]
  let labelLines: [String]
  private let nameWidth: Double
  private let pitch: Double
  /// Every so many patches have their name.
  private let stride: Int

  private static let gap = 4.0
  private static let patch = 7.5
  private static let longestName = 60.0

  /// - Parameter height: About how high the image will be.
  init(map: ColorMap, names: [String], label: String, height: Double) throws(FigureError) {
    self.map = map
    var short: [String] = []
    for name in names { short.append(try Font.text.shortened(name, width: Self.longestName)) }
    self.names = short
    labelLines = try Font.text.lines(of: label, width: max(height, ColorBar.minimumHeight))
    var widest = 0.0
    for name in short { widest = max(widest, try Font.text.width(of: name)) }
    nameWidth = widest
    let room = max(height, ColorBar.minimumHeight) / Double(max(names.count, 1))
    pitch = min(Self.patch + 2.5, room)
    stride = max(1, Int((Font.text.size / max(pitch, 0.01)).rounded(.up)))
  }

  var margins: Margins {
    Margins(right: labelX + (labelLines.isEmpty ? 0 : 3 + Double(labelLines.count) * Font.text.lineHeight))
  }

  private var labelX: Double { Self.gap + Self.patch + 3 + nameWidth }

  /// Draws patches from the top `y` of an image that ends at `x`.
  func draw(on canvas: borrowing Canvas, x: Double, y: Double, height: Double) throws(FigureError) {
    let side = pitch > Self.patch ? Self.patch : pitch
    for (index, name) in names.enumerated() {
      let top = y + Double(index) * pitch + (pitch > Self.patch ? 0.5 : 0)
      let patch = Rect(x: x + Self.gap, y: top, width: Self.patch, height: side)
      canvas.fill(patch, map.color(at: names.count > 1 ? Double(index) / Double(names.count - 1) : 0))
      if pitch > Self.patch { canvas.frame(patch) }
      guard index % stride == 0 else { continue }
      try canvas.text(
        name, x: patch.maxX + 3, y: top + side / 2 + 0.365 * Font.text.size, font: .text)
    }
    try canvas.uprightText(
      labelLines, x: x + labelX + 3 + 0.8 * Font.text.size, midY: y + height / 2, font: .text)
  }
}
