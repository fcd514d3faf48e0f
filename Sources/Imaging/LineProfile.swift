import Numerics

/// The values along a line, one for each pixel of its length.
public struct LineProfile: Hashable, Sendable {
  /// Distance from the beginning of the line, in the calibration's unit.
  public let distance: [Double]
  /// Mean across the line's width; NaN where no sample counts.
  public let value: [Double]
  /// Standard deviation across the line's width, as a population.
  public let std: [Double]
  /// Number of samples in the mean.
  public let count: [Int]
}

extension Image {
  /// The values along a line from one point to another.
  ///
  /// Samples lie 1 pixel apart along the line, the first at `start`; each is the mean of `width` samples 1 pixel apart
  /// across it. They are interpolated linearly. Those outside the image and those of which more than half would come
  /// from NaN or infinite pixels do not count. Distances are lengths on the specimen; where pixels are not square,
  /// "across" is at a right angle there.
  ///
  /// - Throws: ``ImageError/outside(_:)`` when an end of the line is outside the image, ``ImageError/invalid(_:)`` when
  ///   `width` is not in 1...65536.
  public func profile(from start: Point, to end: Point, width: Int = 1) throws(ImageError) -> LineProfile {
    guard (1...65536).contains(width) else {
      throw .invalid("the width of a profile must be 1 to 65536 pixels, not \(width)")
    }
    guard holds(start), holds(end) else { throw .outside(size) }
    let (height, breadth) = (calibration.pixelSizeY, calibration.pixelSizeX)
    let (down, right) = (end.row - start.row, end.column - start.column)
    let length = (down * down + right * right).squareRoot()
    let along = length > 0 ? (row: down / length, column: right / length) : (row: 0, column: 1)
    let step = Double.hypot(along.row * height, along.column * breadth)
    let normal = (row: along.column * breadth / height, column: -along.row * height / breadth)
    let normalLength = Double.hypot(normal.row, normal.column)
    let across = (row: normal.row / normalLength, column: normal.column / normalLength)

    let samples = Int(length + 1e-9) + 1
    var spreads: [Spread] = []
    spreads.reserveCapacity(samples)
    for i in 0..<samples {
      var spread = Spread()
      for j in 0..<width {
        let offset = Double(j) - Double(width - 1) / 2
        spread.add(
          sample(
            Point(
              row: start.row + Double(i) * along.row + offset * across.row,
              column: start.column + Double(i) * along.column + offset * across.column)))
      }
      spreads.append(spread)
    }
    return LineProfile(
      distance: (0..<samples).map { Double($0) * step }, value: spreads.map(\.mean),
      std: spreads.map(\.deviation),
      count: spreads.map(\.count))
  }

  /// Whether a point lies on a pixel of this image.
  private func holds(_ point: Point) -> Bool {
    point.row >= -0.5 && point.row <= Double(rows) - 0.5 && point.column >= -0.5
      && point.column <= Double(columns) - 0.5
  }

  /// The value at a point, NaN when it is outside or more than half of it is missing.
  private func sample(_ point: Point) -> Double {
    guard holds(point) else { return .nan }
    let (value, weight) = pixels.withUnsafeBufferPointer {
      $0.linear(rows: rows, columns: columns, row: point.row, column: point.column)
    }
    return weight >= 0.5 ? value : .nan
  }
}

/// Mean and standard deviation of a few numbers, NaN left out (Welford 1962).
private struct Spread {
  private(set) var count = 0
  private var centre = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    let distance = value - centre
    centre += distance / Double(count)
    squares += distance * (value - centre)
  }

  var mean: Double { count > 0 ? centre : .nan }
  var deviation: Double { count > 0 ? (squares / Double(count)).squareRoot() : .nan }
}
