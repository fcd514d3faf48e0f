extension Mask {
  /// The outlines of the mask as closed polygons along the edges of its pixels.
  ///
  /// Corners lie at half-integer rows and columns; each polygon is given by the points where it turns, the last of
  /// which is joined to the first. The inside is on the right hand: outer outlines run clockwise on the screen, those
  /// of holes counter-clockwise. Pixels that only share a corner have separate outlines. Filling the polygons by the
  /// even-odd rule gives the mask back.
  public func outlines() -> [[Point]] {
    var outlines: [[Point]] = []
    // Every outline runs to the right along the top of some pixel.
    var seen = [Bool](repeating: false, count: inside.count)
    for row in 0..<rows {
      for column in 0..<columns
      where contains(row, column) && !contains(row - 1, column) && !seen[row * columns + column] {
        outlines.append(outline(fromTopOf: row, column, &seen))
      }
    }
    return outlines
  }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns && inside[row * columns + column]
  }

  /// Follows the outline that begins at the top left corner of a pixel, to the right.
  private func outline(fromTopOf row: Int, _ column: Int, _ seen: inout [Bool]) -> [Point] {
    var points: [Point] = []
    // The corner (r, c) is the top left one of pixel (r, c); one step goes to the next corner.
    var (r, c) = (row, column)
    var heading = Heading.right
    repeat {
      if heading == .right { seen[r * columns + c] = true }
      (r, c) = (r + heading.down, c + heading.right)
      // The two pixels that lie ahead, to the right and to the left of the heading.
      let (near, far) = (heading.pixelAheadRight, heading.pixelAheadLeft)
      let next: Heading =
        if !contains(r + near.row, c + near.column) {
          heading.turnedRight
        } else if contains(r + far.row, c + far.column) {
          heading.turnedLeft
        } else {
          heading
        }
      if next != heading { points.append(Point(row: Double(r) - 0.5, column: Double(c) - 0.5)) }
      heading = next
    } while (r, c) != (row, column) || heading != .right
    return points
  }

  private enum Heading: Int {
    case right, down, left, up

    var turnedRight: Heading { Heading(rawValue: (rawValue + 1) & 3) ?? self }
    var turnedLeft: Heading { Heading(rawValue: (rawValue + 3) & 3) ?? self }
    var right: Int { self == .right ? 1 : self == .left ? -1 : 0 }
    var down: Int { self == .down ? 1 : self == .up ? -1 : 0 }

    /// Offsets from a corner to the pixel ahead on the right hand.
    var pixelAheadRight: (row: Int, column: Int) {
      switch self {
      case .right: (0, 0)
      case .down: (0, -1)
      case .left: (-1, -1)
      case .up: (-1, 0)
      }
    }

    /// Offsets from a corner to the pixel ahead on the left hand.
    var pixelAheadLeft: (row: Int, column: Int) { turnedLeft.pixelAheadRight }
  }
}
