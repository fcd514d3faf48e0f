import CCairo

/// The line above a graph that names its curves, and what bars and bands are.
struct Legend {
  enum Swatch {
    case line(SeriesLook, showsPoint: Bool)
    case point(SeriesLook)
    case area(SeriesLook)
    case bars
    case band

    var width: Double {
      switch self {
      case .line: 14
      case .area, .band: 10
      case .point, .bars: 5
      }
    }
  }

  struct Entry {
    let swatch: Swatch
    let name: String
  }

  private struct Placed {
    let entry: Entry
    let name: String
    let x: Double
    let line: Int
  }

  private let placed: [Placed]
  let lineCount: Int

  private static let gap = 8.0

  /// Entries side by side on as many lines `width` points long as they need.
  init(_ entries: [Entry], width: Double) throws(FigureError) {
    var placed: [Placed] = []
    var (x, line) = (0.0, 0)
    for entry in entries {
      let name = try Font.text.shortened(entry.name, width: max(width - entry.swatch.width - 3, 10))
      let entryWidth = entry.swatch.width + 3 + (try Font.text.width(of: name))
      if x > 0, x + entryWidth > width { (x, line) = (0, line + 1) }
      placed.append(Placed(entry: entry, name: name, x: x, line: line))
      x += entryWidth + Self.gap
    }
    self.placed = placed
    lineCount = placed.isEmpty ? 0 : line + 1
  }

  var height: Double { lineCount == 0 ? 0 : Double(lineCount) * (Font.text.lineHeight + 1) + 3 }

  /// Draws the lines from the left end `x`, the top at `y`.
  func draw(on canvas: borrowing Canvas, x: Double, y: Double) throws(FigureError) {
    for item in placed {
      let baseline = y + Font.text.size * 0.8 + Double(item.line) * (Font.text.lineHeight + 1)
      let left = x + item.x
      draw(item.entry.swatch, on: canvas, x: left, midY: baseline - 0.33 * Font.text.size)
      try canvas.text(item.name, x: left + item.entry.swatch.width + 3, y: baseline, font: .text)
    }
  }

  private func draw(_ swatch: Swatch, on canvas: borrowing Canvas, x: Double, midY: Double) {
    let (end, midX) = (x + swatch.width, x + swatch.width / 2)
    switch swatch {
    case .line(let look, let showsPoint):
      canvas.trace([(x, midY), (end, midY)])
      canvas.stroke(look.color, width: SeriesLook.lineWidth, dashes: showsPoint ? [] : look.dashes)
      guard showsPoint else { return }
      canvas.addMarker(look.marker, at: (midX, midY), radius: SeriesLook.markerRadius)
      canvas.fill(look.color)
    case .point(let look):
      canvas.addMarker(look.marker, at: (midX, midY), radius: SeriesLook.markerRadius)
      canvas.fill(look.color)
    case .area(let look):
      canvas.fill(
        Rect(x: x, y: midY - 2.5, width: swatch.width, height: 5), look.color, alpha: 0.5)
    case .bars:
      canvas.trace([(midX, midY - 3.5), (midX, midY + 3.5)])
      for y in [midY - 3.5, midY + 3.5] { canvas.trace([(midX - 1.5, y), (midX + 1.5, y)]) }
      canvas.stroke(.black, width: 0.6)
    case .band:
      canvas.fill(Rect(x: x, y: midY - 3, width: swatch.width, height: 6), .black, alpha: 0.25)
    }
  }
}
