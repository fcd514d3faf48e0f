import Imaging

/// Square windows of one image, all wholly inside it and without missing pixels.
package struct SearchWindows: Sendable {
  /// One window: its first row and column, and the mean of its pixels weighted with the Hann taper.
  package struct Window: Hashable, Sendable {
    package var row: Int
    package var column: Int
    package var mean: Double
  }

  /// Side of a window, pixels.
  package let side: Int
  package let windows: [Window]

  /// Windows that are known to be whole.
  init(side: Int, windows: [Window]) { (self.side, self.windows) = (side, windows) }

  /// - Throws: When a window does not fit, or the mask has another size.
  package init(of image: Image, side: Int, in area: SearchArea) throws(ImageError) {
    guard side >= Self.minimumSide else {
      throw .invalid("the window must be \(Self.minimumSide) pixels or more, but is \(side)")
    }
    guard side <= image.rows, side <= image.columns else {
      throw .invalid(
        "the image of \(image.size) pixels is smaller than the window of \(side): use a window of "
          + "\(min(image.rows, image.columns)) or less")
    }
    if case .inside(let mask) = area, mask.size != image.size {
      throw .sizeMismatch(expected: image.size, found: mask.size)
    }
    let corners =
      switch area {
      case .wholeImage:
        Self.corners(rows: 0..<image.rows, columns: 0..<image.columns, side: side, step: side / 2)
      case .window(let centre): [try Self.corner(of: image.size, side: side, centre: centre)]
      case .inside(let mask): Self.corners(inside: mask, side: side)
      }
    guard !corners.isEmpty else {
      throw .invalid(
        "no window of \(side) pixels lies inside the region: use a smaller window or a larger region")
    }
    let taper = Taper.hann.weights(side)
    self.side = side
    windows = corners.compactMap { corner in
      let mean = Self.weightedMean(image, row: corner.row, column: corner.column, taper: taper)
      return mean.isFinite ? Window(row: corner.row, column: corner.column, mean: mean) : nil
    }
  }

  /// The largest side, halving from `side`, of which a window lies inside a mask; `side` when there is none.
  package static func side(from side: Int, inside mask: Mask) -> Int {
    var trial = side
    while trial >= minimumSide {
      if !corners(inside: mask, side: trial).isEmpty { return trial }
      trial /= 2
    }
    return side
  }

  /// The background around a spot is a ring of 8 pixels: a smaller spectrum has no room for it.
  package static let minimumSide = 32

  private typealias Corner = (row: Int, column: Int)

  /// First rows and columns of windows at most `step` apart, spread evenly over a rectangle that holds one.
  private static func corners(rows: Range<Int>, columns: Range<Int>, side: Int, step: Int) -> [Corner] {
    func starts(_ range: Range<Int>) -> [Int] {
      let free = range.count - side
      let intervals = (free + step - 1) / step
      guard intervals > 0 else { return [range.lowerBound] }
      return (0...intervals).map { range.lowerBound + ($0 * free + intervals / 2) / intervals }
    }
    let across = starts(columns)
    return starts(rows).flatMap { row in across.map { (row, $0) } }
  }

  private static func corner(
    of size: ImageError.Size, side: Int, centre: Point
  ) throws(ImageError) -> Corner {
    let (row, column) = (centre.row.rounded(), centre.column.rounded())
    let half = Double(side / 2)
    guard row >= half, row - half + Double(side) <= Double(size.rows), column >= half,
      column - half + Double(side) <= Double(size.columns)
    else {
      throw .invalid(
        "the window of \(side) pixels around row \(NumberFormat.compact(row + 1)), column \(NumberFormat.compact(column + 1)) reaches "
          + "outside the image of \(size): move it inwards or use a smaller window")
    }
    return (Int(row) - side / 2, Int(column) - side / 2)
  }

  /// Windows wholly inside a mask: half-overlapping; closer together when none of those fits; none when none fits.
  private static func corners(inside mask: Mask, side: Int) -> [Corner] {
    let (rows, columns) = bounds(of: mask)
    guard rows.count >= side, columns.count >= side else { return [] }
    for step in [side / 2, side / 4, side / 8, side / 16] {
      let fitting = corners(rows: rows, columns: columns, side: side, step: step).filter { corner in
        (corner.row..<corner.row + side).allSatisfy { row in
          let start = row * mask.columns + corner.column
          return mask.inside[start..<start + side].allSatisfy { $0 }
        }
      }
      if !fitting.isEmpty { return fitting }
    }
    return []
  }

  /// The smallest rectangle that holds a mask; empty for an empty mask.
  private static func bounds(of mask: Mask) -> (rows: Range<Int>, columns: Range<Int>) {
    var (top, bottom, left, right) = (mask.rows, 0, mask.columns, 0)
    for row in 0..<mask.rows {
      for column in 0..<mask.columns where mask.inside[row * mask.columns + column] {
        (top, bottom) = (min(top, row), max(bottom, row + 1))
        (left, right) = (min(left, column), max(right, column + 1))
      }
    }
    return top < bottom ? (top..<bottom, left..<right) : (0..<0, 0..<0)
  }

  /// NaN or infinite when a pixel of the window is.
  static func weightedMean(_ image: Image, row: Int, column: Int, taper: [Double]) -> Double {
    let total = taper.reduce(0, +)
    return image.pixels.withUnsafeBufferPointer { pixels in
      var sum = 0.0
      for i in 0..<taper.count {
        let start = (row + i) * image.columns + column
        var rowSum = 0.0
        for j in 0..<taper.count { rowSum += taper[j] * Double(pixels[start + j]) }
        sum += taper[i] * rowSum
      }
      return sum / (total * total)
    }
  }
}
