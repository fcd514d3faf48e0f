/// One axis of a graph: what it spans, and what is written along it.
struct Axis {
  let range: ClosedRange<Double>
  /// Places and texts, as many as asked for at most.
  let ticks: [(value: Double, label: String)]
  /// The texts are to be multiplied by 10 to this power.
  let exponent: Int

  init(_ range: ClosedRange<Double>, limit: Int) {
    let ticks = Ticks(in: range, limit: max(limit, 2))
    self.range = range
    self.ticks = Array(zip(ticks.values, ticks.labels).map { (value: $0, label: $1) })
    exponent = ticks.exponent
  }

  /// Numbers along the bottom of a plot: as many as have room side by side.
  init(_ range: ClosedRange<Double>, width: Double) throws(FigureError) {
    var limit = max(2, min(9, Int(width / 24)))
    while true {
      let axis = Axis(range, limit: limit)
      let hasRoom = try axis.hasRoom(width: width)
      if limit == 2 || hasRoom {
        self = axis
        return
      }
      limit -= 1
    }
  }

  /// Names at 0, 1, 2, …; only every so many where they are closer together than `pitch` points.
  init(_ range: ClosedRange<Double>, names: [String], width: Double, pitch: Double) {
    let span = range.upperBound - range.lowerBound
    let stride = max(1, Int((pitch / (width / max(span, 1))).rounded(.up)))
    self.range = range
    ticks = Swift.stride(from: 0, to: names.count, by: stride).map { (value: Double($0), label: names[$0]) }
    exponent = 0
  }

  /// How far along the axis a value lies: 0...1 within the range.
  func fraction(_ value: Double) -> Double {
    (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// The width of the widest text.
  func labelWidth() throws(FigureError) -> Double {
    var widest = 0.0
    for tick in ticks { widest = max(widest, try Font.text.width(of: tick.label)) }
    return widest
  }

  /// Whether the texts leave a blank between them on an axis `width` points long.
  private func hasRoom(width: Double) throws(FigureError) -> Bool {
    guard ticks.count > 1 else { return true }
    let pitch = (fraction(ticks[1].value) - fraction(ticks[0].value)) * width
    return try labelWidth() + 6 <= pitch
  }
}
