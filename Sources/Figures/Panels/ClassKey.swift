import CCairo

/// The key to an image of classes, to the right of it: what the classes are, and below it a patch of colour and a name for each.
struct ClassKey {
  let map: ColorMap
  private let names: [String]
  private let label: String
  private let width: Double
  private let pitch: Double
  /// Every so many patches have their name.
  private let stride: Int

  private static let gap = 4.0
  private static let patch = 7.5
  private static let longestName = 60.0

  /// - Parameter height: About how high the image will be.
  init(map: ColorMap, names: [String], label: String, height: Double) throws(FigureError) {
    self.map = map
    self.label = try Font.text.shortened(label, width: Self.longestName)
    var short: [String] = []
    for name in names { short.append(try Font.text.shortened(name, width: Self.longestName)) }
    self.names = short
    var widest = try Font.text.width(of: self.label)
    for name in short { widest = max(widest, Self.patch + 3 + (try Font.text.width(of: name))) }
    width = widest
    let room = max(height, ColorBar.minimumHeight) - (label.isEmpty ? 0 : Self.headHeight)
    pitch = min(Self.patch + 2.5, room / Double(max(names.count, 1)))
    stride = max(1, Int((Font.text.size / max(pitch, 0.01)).rounded(.up)))
  }

  private static var headHeight: Double { Font.text.lineHeight + 1.5 }

  var margins: Margins { Margins(right: Self.gap + width) }

  /// Draws the key from the top `y` of an image that ends at `x`.
  func draw(on canvas: borrowing Canvas, x: Double, y: Double) throws(FigureError) {
    let left = x + Self.gap
    try canvas.text(label, x: left, y: y + 0.75 * Font.text.size, font: .text)
    let top = y + (label.isEmpty ? 0 : Self.headHeight)
    let isApart = pitch > Self.patch
    for (index, name) in names.enumerated() {
      let patch = Rect(
        x: left, y: top + Double(index) * pitch + (isApart ? 0.5 : 0), width: Self.patch,
        height: isApart ? Self.patch : pitch)
      canvas.fill(patch, map.color(at: names.count > 1 ? Double(index) / Double(names.count - 1) : 0))
      if isApart { canvas.frame(patch) }
      guard index % stride == 0 else { continue }
      try canvas.text(name, x: patch.maxX + 3, y: patch.midY + 0.365 * Font.text.size, font: .text)
    }
  }
}
