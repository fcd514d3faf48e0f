import CCairo

/// Values as bars from 0: one area without lines between neighbours that touch, or bars apart from each other.
struct Bars {
  private struct Bar {
    var rect: Rect
    /// Height on the page of the end that is not at 0.
    var end: Double
  }

  private let bars: [Bar]

  /// - Parameters:
  ///   - width: Of a bar, in units of x.
  ///   - place: Of values on the page.
  init(_ series: GraphPanel.Series, width: Double, place: (Double, Double) -> Place) {
    bars = zip(series.x, series.y).compactMap { x, y in
      guard x.isFinite, y.isFinite else { return nil }
      let (start, end) = (place(x - width / 2, 0), place(x + width / 2, y))
      let rect = Rect(
        x: start.x, y: min(start.y, end.y), width: end.x - start.x, height: abs(end.y - start.y))
      return Bar(rect: rect, end: end.y)
    }
  }

  /// The smallest distance between two different values of x; nil when there are no two.
  static func step(of x: [Double]) -> Double? {
    let sorted = x.filter(\.isFinite).sorted()
    return zip(sorted, sorted.dropFirst()).lazy.map { $1 - $0 }.filter { $0 > 0 }.min()
  }

  func draw(on canvas: borrowing Canvas, color: RGB, areApart: Bool) {
    let bars = thinned
    for bar in bars { add(bar.rect, to: canvas) }
    canvas.fill(color, alpha: areApart ? 0.75 : 0.45)
    guard !areApart else { return }
    // The ends, connected where bars touch.
    var outline: [Place] = []
    for bar in bars {
      if let last = outline.last, abs(bar.rect.x - last.x) > 0.05 {
        canvas.trace(outline)
        outline = []
      }
      outline += [(bar.rect.x, bar.end), (bar.rect.maxX, bar.end)]
    }
    canvas.trace(outline)
    canvas.stroke(color, width: 0.8)
  }

  /// One bar for many that would not be seen side by side.
  private var thinned: [Bar] {
    guard bars.count > 4000 else { return bars }
    var result: [Bar] = []
    for bar in bars.sorted(by: { $0.rect.x < $1.rect.x }) {
      guard var last = result.last, bar.rect.x < last.rect.x + 0.1 else {
        result.append(bar)
        continue
      }
      let (top, bottom) = (min(last.rect.y, bar.rect.y), max(last.rect.maxY, bar.rect.maxY))
      let end = max(last.rect.maxX, bar.rect.maxX)
      if bar.rect.height > last.rect.height { last.end = bar.end }
      last.rect = Rect(x: last.rect.x, y: top, width: end - last.rect.x, height: bottom - top)
      result[result.count - 1] = last
    }
    return result
  }

  private func add(_ bar: Rect, to canvas: borrowing Canvas) {
    canvas.trace([(bar.x, bar.y), (bar.maxX, bar.y), (bar.maxX, bar.maxY), (bar.x, bar.maxY)])
    cairo_close_path(canvas.context)
  }
}
