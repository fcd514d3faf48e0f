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
    let transect = try transect(from: start, to: end, width: width)
    let spreads = (0..<transect.count).map { index in
      var spread = Spread()
      for sample in transect.samples(at: index) { spread.add(sample) }
      return spread
    }
    return LineProfile(
      distance: spreads.indices.map { Double($0) * transect.step }, value: spreads.map(\.mean),
      std: spreads.map(\.std), count: spreads.map(\.count))
  }

  /// The samples of ``profile(from:to:width:)`` one by one.
  package func transect(from start: Point, to end: Point, width: Int = 1) throws(ImageError) -> Transect {
    guard (1...65536).contains(width) else {
      throw .invalid("the width of a profile must be 1 to 65536 pixels, not \(width)")
    }
    guard holds(start), holds(end) else { throw .outside(size) }
    let (height, breadth) = (calibration.pixelSizeY, calibration.pixelSizeX)
    let (down, right) = (end.row - start.row, end.column - start.column)
    let length = (down * down + right * right).squareRoot()
    let along = length > 0 ? Point(row: down / length, column: right / length) : Point(row: 0, column: 1)
    let normal = (row: along.column * breadth / height, column: -along.row * height / breadth)
    let normalLength = Double.hypot(normal.row, normal.column)
    return Transect(
      image: self, start: start, along: along,
      across: Point(row: normal.row / normalLength, column: normal.column / normalLength), width: width,
      count: Int(length + 1e-9) + 1, step: Double.hypot(along.row * height, along.column * breadth))
  }

  /// Whether a point lies on a pixel of this image.
  private func holds(_ point: Point) -> Bool {
    point.row >= -0.5 && point.row <= Double(rows) - 0.5 && point.column >= -0.5
      && point.column <= Double(columns) - 0.5
  }

  /// The value at a point, NaN when it is outside or more than half of it is missing.
  fileprivate func sample(_ point: Point) -> Double {
    guard holds(point) else { return .nan }
    let (value, weight) = pixels.withUnsafeBufferPointer {
      $0.linear(rows: rows, columns: columns, row: point.row, column: point.column)
    }
    return weight >= 0.5 ? value : .nan
  }
}

/// A line of samples 1 pixel apart, each with others 1 pixel apart across it.
package struct Transect {
  fileprivate let image: Image
  fileprivate let start: Point
  /// Steps of 1 pixel along the line and across it.
  package let along, across: Point
  package let width: Int
  /// Samples along the line.
  package let count: Int
  /// Length of a step along the line, in the calibration's unit.
  package let step: Double

  /// The samples across the line at a place on it; NaN where there is none.
  package func samples(at index: Int) -> [Double] {
    (0..<width).map { j in
      let offset = Double(j) - Double(width - 1) / 2
      return image.sample(
        Point(
          row: start.row + Double(index) * along.row + offset * across.row,
          column: start.column + Double(index) * along.column + offset * across.column))
    }
  }
}
