/// What a graph's axes have to show.
struct GraphExtents {
  private(set) var x = Extent()
  /// Of the values within the range of x, where one is given.
  private(set) var y = Extent()
  /// ``y`` with the bars of uncertainty.
  private var bars = Extent()

  init(_ panel: GraphPanel) {
    for series in panel.series {
      for index in series.x.indices where series.x[index].isFinite && series.y[index].isFinite {
        x.include(series.x[index])
        guard panel.xRange?.contains(series.x[index]) ?? true else { continue }
        y.include(series.y[index])
        if let sigma = series.sigma?[index], sigma.isFinite {
          bars.include(series.y[index] - sigma)
          bars.include(series.y[index] + sigma)
        }
      }
    }
  }

  var xSummary: ValueSummary { summary(x) }

  /// All of x, and half a bar more.
  func xRange(of panel: GraphPanel) throws(FigureError) -> ClosedRange<Double> {
    if let categories = panel.categories { return -0.6...max(0.6, Double(categories.count) - 0.4) }
    guard panel.style == .bars else { return try x.padded(by: 0.03, name: "x") }
    var widened = x
    let half = (panel.series.compactMap { Bars.step(of: $0.x) }.max() ?? 0.8) / 2
    widened.include([x.low - half, x.high + half])
    return try widened.padded(by: 0.02, name: "x")
  }

  /// All of y; the bars of uncertainty as far as they are no longer than the values are apart.
  func yRange(of panel: GraphPanel) throws(FigureError) -> ClosedRange<Double> {
    var shown = y
    if let values = y.range, let bars = bars.range, values.upperBound - values.lowerBound < .infinity {
      let span = values.upperBound - values.lowerBound
      let reach = span > 0 ? span : .infinity
      shown.include(max(bars.lowerBound, values.lowerBound - reach, -Extent.limit))
      shown.include(min(bars.upperBound, values.upperBound + reach, Extent.limit))
    }
    if panel.style == .bars, !shown.isEmpty { shown.include(0) }
    switch panel.range {
    case .between: return try panel.range.resolved(for: summary(y))
    case .symmetric:
      let padded = try shown.padded(by: 0.06, name: "y")
      let limit = max(abs(padded.lowerBound), abs(padded.upperBound))
      return -limit...limit
    case .automatic, .full:
      let padded = try shown.padded(by: 0.06, name: "y")
      // Bars stand on the axis.
      guard panel.style == .bars, !shown.isEmpty else { return padded }
      let low = shown.low == 0 && shown.high > 0 ? 0 : padded.lowerBound
      let high = shown.high == 0 && shown.low < 0 ? 0 : padded.upperBound
      return low...high
    }
  }

  private func summary(_ extent: Extent) -> ValueSummary {
    let range = extent.range ?? 0...0
    return ValueSummary(full: range, robust: range, hasValues: !extent.isEmpty)
  }
}
