/// The places of a series on the page, in unbroken runs, no more of them than can be seen.
struct Curve {
  /// A place and the ends of its bar of uncertainty, which is as long as it is high where there is none.
  struct Point: Hashable {
    var x: Double
    var y: Double
    var low: Double
    var high: Double
  }

  /// Parts between gaps, each with one point or more.
  private(set) var runs: [[Point]] = []
  /// Whether x never turns back.
  let isOrdered: Bool

  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// - Parameter place: Of values on the page.
  init(_ series: GraphPanel.Series, showsSigma: Bool, place: (Double, Double) -> Place) {
    var run: [Point] = []
    var (rises, falls) = (true, true)
    var previous = Double.nan
    for index in series.x.indices {
      let (x, y) = (series.x[index], series.y[index])
      if x.isFinite {
        if x < previous { rises = false }
        if x > previous { falls = false }
        previous = x
      }
      guard x.isFinite, y.isFinite else {
        if !run.isEmpty { runs.append(run) }
        run = []
        continue
      }
      let sigma = showsSigma ? series.sigma?[index] ?? .nan : .nan
      let middle = place(x, y)
      let isKnown = sigma.isFinite && sigma > 0
      run.append(
        Point(
          x: middle.x, y: middle.y, low: isKnown ? place(x, y - sigma).y : middle.y,
          high: isKnown ? place(x, y + sigma).y : middle.y))
    }
    if !run.isEmpty { runs.append(run) }
    isOrdered = rises || falls
  }

  /// The average distance along x from one point to the next, of all that lie within a plot; its width when there is
  /// one or none.
  func pitch(in plot: Rect) -> Double {
    let seen = runs.reduce(0) { $0 + $1.count { $0.x >= plot.x && $0.x <= plot.maxX } }
    return plot.width / Double(max(seen - 1, 1))
  }

  /// Runs thinned to what can be seen of a line: of the points within each `width` the first, the lowest, the highest
  /// and the last, each with the widest bar.
  func thinned(width: Double = 0.2) -> [[Point]] {
    runs.map { run in
      guard run.count > 2000 else { return run }
      var result: [Point] = []
      var start = 0
      while start < run.count {
        let cell = (run[start].x / width).rounded(.down)
        var end = start
        var (top, bottom) = (start, start)
        while end < run.count, (run[end].x / width).rounded(.down) == cell {
          if run[end].y < run[top].y { top = end }
          if run[end].y > run[bottom].y { bottom = end }
          end += 1
        }
        let (low, high) = run[start..<end].reduce((-Double.infinity, Double.infinity)) {
          (max($0.0, $1.low), min($0.1, $1.high))
        }
        for index in Set([start, top, bottom, end - 1]).sorted() {
          var point = run[index]
          (point.low, point.high) = (low, high)
          result.append(point)
        }
        start = end
      }
      return result
    }
  }

  /// Points thinned to one a square of `side` points where there are very many.
  func scattered(side: Double = 0.8) -> [Point] {
    let points = runs.flatMap(\.self)
    guard points.count > 5000 else { return points }
    var taken: Set<SIMD2<Int32>> = []
    return points.filter { point in
      let x = Int32(Canvas.bounded(point.x) / side)
      let y = Int32(Canvas.bounded(point.y) / side)
      return taken.insert(SIMD2(x, y)).inserted
    }
  }
}
