import CCairo

/// Values as bars from 0: one area without lines between neighbours that touch, or bars apart from each other.
struct Bars {
  private let bars: [Rect]

  /// - Parameters:
  ///   - width: Of a bar, in units of x.
  ///   - place: Of values on the page.
  init(_ series: GraphPanel.Series, width: Double, place: (Double, Double) -> Place) {
    bars = zip(series.x, series.y).compactMap { x, y in
      guard x.isFinite, y.isFinite else { return nil }
      let (start, end) = (place(x - width / 2, 0), place(x + width / 2, y))
      return Rect(
        x: start.x, y: min(start.y, end.y), width: end.x - start.x, height: abs(end.y - start.y))
    }
  }

  /// The smallest distance between two different values of x; nil when there are no two.
  static func step(of x: [Double]) -> Double? {
    let sorted = x.filter(\.isFinite).sorted()
    return zip(sorted, sorted.dropFirst()).lazy.map { $1 - $0 }.filter { $0 > 0 }.min()
  }

  func draw(on canvas: borrowing Canvas, color: RGB, areApart: Bool) {
    let bars = thinned
    for bar in bars { add(bar, to: canvas) }
    canvas.fill(color, alpha: areApart ? 0.75 : 0.45)
    guard !areApart else { return }
    // The tops, connected where bars touch.
    var outline: [Place] = []
    for bar in bars {
      if let last = outline.last, bar.x - last.x > 0.05 || bar.x < last.x - 0.05 {
        canvas.trace(outline)
        outline = []
      }
      outline += [(bar.x, top(of: bar)), (bar.maxX, top(of: bar))]
    }
    canvas.trace(outline)
    canvas.stroke(color, width: 0.8)
  }

  private func top(of bar: Rect) -> Double { bar.y }

  /// One bar for many that would not be seen side by side.
  private var thinned: [Rect] {
    guard bars.count > 4000 else { return bars }
    var result: [Rect] = []
    for bar in bars.sorted(by: { $0.x < $1.x }) {
      guard var last = result.last, bar.x < last.x + 0.1 else {
        result.append(bar)
        continue
      }
      let (top, bottom) = (min(last.y, bar.y), max(last.maxY, bar.maxY))
      last = Rect(x: last.x, y: top, width: max(last.maxX, bar.maxX) - last.x, height: bottom - top)
      result[result.count - 1] = last
    }
    return result
  }

  private func add(_ bar: Rect, to canvas: borrowing Canvas) {
    canvas.trace([(bar.x, bar.y), (bar.maxX, bar.y), (bar.maxX, bar.maxY), (bar.x, bar.maxY)])
    cairo_close_path(canvas.context)
  }
}
