extension Region {
  /// The pixels of an image of the given extent that lie in this region.
  ///
  /// A pixel belongs to a region when its centre does. A centre on the rim of a disc is inside; one on an edge of a
  /// polygon is inside at the top and on the left and outside at the bottom and on the right, so that polygons that
  /// share an edge share no pixel and leave none out. What lies outside the image is cut off; a mask without any
  /// pixel is a result.
  ///
  /// - Parameter calibration: That of the image; the mask takes it along.
  /// - Throws: ``ImageError/invalid(_:)`` for a number that is not finite or beyond 10⁹, a negative
  ///   extent or radius or a polygon of
  ///   fewer than three points, ``ImageError/sizeMismatch(expected:found:)`` for a mask of another size.
  public func mask(rows: Int, columns: Int, calibration: Calibration = .none) throws(ImageError) -> Mask {
    var canvas = Canvas(rows: rows, columns: columns)
    switch self {
    case .mask(let mask):
      let size = ImageError.Size(rows: rows, columns: columns)
      guard mask.size == size else { throw .sizeMismatch(expected: size, found: mask.size) }
      return mask
    case .rectangle(let row, let column, let height, let width):
      try Self.check([row, column, height, width])
      guard height >= 0, width >= 0 else {
        throw .invalid("rows and columns of a region must not be negative")
      }
      for line in canvas.pixels(from: row - 0.5, below: row - 0.5 + height, limit: rows) {
        canvas.fill(line, from: column - 0.5, below: column - 0.5 + width)
      }
    case .disc(let centre, let radius):
      try Self.check([centre.row, centre.column, radius])
      guard radius >= 0 else { throw .invalid("the radius of a region must not be negative") }
      for line in canvas.pixels(from: centre.row - radius, below: centre.row + radius + 1, limit: rows) {
        let offset = Double(line) - centre.row
        let square = radius * radius - offset * offset
        guard square >= 0 else { continue }
        let half = square.squareRoot()
        canvas.fill(line, from: centre.column - half, below: (centre.column + half).nextUp)
      }
    case .ellipse(let centre, let radii, let angle):
      try Self.check([centre.row, centre.column, radii.x, radii.y, angle])
      guard radii.x >= 0, radii.y >= 0 else {
        throw .invalid("the radii of a region must not be negative")
      }
      let ellipse = Ellipse(radii: radii, angle: angle)
      for line in canvas.pixels(
        from: centre.row - ellipse.height, below: centre.row + ellipse.height + 1, limit: rows)
      {
        guard let run = ellipse.columns(down: Double(line) - centre.row) else { continue }
        canvas.fill(
          line, from: centre.column + run.lowerBound, below: (centre.column + run.upperBound).nextUp)
      }
    case .polygon(let points):
      try Self.check(points.flatMap { [$0.row, $0.column] })
      guard points.count >= 3 else { throw .invalid("a polygon needs 3 points or more, not \(points.count)") }
      let edges = zip(points, points.dropFirst() + points.prefix(1)).map(Edge.init).filter {
        $0.top < $0.bottom
      }
      for line in 0..<rows {
        let crossings = edges.compactMap { $0.column(at: Double(line)) }.sorted()
        for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
          canvas.fill(line, from: crossings[pair], below: crossings[pair + 1])
        }
      }
    }
    return Mask(rows: rows, columns: columns, inside: canvas.inside, calibration: calibration)
  }

  private static func check(_ numbers: [Double]) throws(ImageError) {
    guard numbers.allSatisfy({ abs($0) <= 1e9 }) else {
      throw .invalid("the numbers of a region must be finite and within a thousand million pixels")
    }
  }
}

extension Image {
  /// The pixels of this image that lie in `region`.
  public func mask(of region: Region) throws(ImageError) -> Mask {
    try region.mask(rows: rows, columns: columns, calibration: calibration)
  }

  /// This image with NaN outside `mask`.
  ///
  /// - Throws: ``ImageError/sizeMismatch(expected:found:)`` when the mask has another size.
  public func masked(by mask: Mask) throws(ImageError) -> Image {
    try require(mask.size)
    let kept = pixels.withUnsafeBufferPointer { source in
      mask.inside.withUnsafeBufferPointer { inside in
        [Float](unsafeUninitializedCapacity: count) { target, initialized in
          for i in 0..<source.count { target[i] = inside[i] ? source[i] : .nan }
          initialized = source.count
        }
      }
    }
    return derived(rows: rows, columns: columns, pixels: kept, calibration: calibration)
  }
}

/// The edge of a polygon from its upper to its lower end, so that two polygons that share it cross it alike.
private struct Edge {
  let top: Double
  let bottom: Double
  private let start: Double
  private let run: Double

  init(_ a: Point, _ b: Point) {
    let (upper, lower) = a.row <= b.row ? (a, b) : (b, a)
    (top, bottom, start) = (upper.row, lower.row, upper.column)
    run = lower.column - upper.column
  }

  /// The column where the edge crosses a row, or nil; the upper end belongs to the edge, the lower one does not.
  func column(at row: Double) -> Double? {
    top <= row && row < bottom ? start + run * ((row - top) / (bottom - top)) : nil
  }
}

/// Pixels to be filled by runs along rows.
private struct Canvas {
  private let columns: Int
  private(set) var inside: [Bool]

  init(rows: Int, columns: Int) {
    self.columns = columns
    inside = [Bool](repeating: false, count: rows * columns)
  }

  /// The whole numbers n with `start <= n < end`, within `0..<limit`.
  func pixels(from start: Double, below end: Double, limit: Int) -> Range<Int> {
    let bounds = 0.0...Double(limit)
    let first = min(max(start.rounded(.up), bounds.lowerBound), bounds.upperBound)
    let last = min(max(end.rounded(.up), first), bounds.upperBound)
    return Int(first)..<Int(last)
  }

  /// Fills the pixels of a row with `start <= column < end`.
  mutating func fill(_ row: Int, from start: Double, below end: Double) {
    for column in pixels(from: start, below: end, limit: columns) { inside[row * columns + column] = true }
  }
}
