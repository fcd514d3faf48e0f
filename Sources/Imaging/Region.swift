/// A place in an image, in pixels: the centre of the first pixel is (0, 0). (Scripts count from 1.)
public struct Point: Hashable, Sendable {
  public var row: Double
  public var column: Double

  public init(row: Double, column: Double) {
    self.row = row
    self.column = column
  }
}

/// A part of an image.
public enum Region: Hashable, Sendable {
  /// The pixels of a rectangle, by the position of its top left pixel and its extent in pixels. Pixels belong to it
  /// when their centre does: `row - 1/2 <= r < row + rows - 1/2`, the same for columns.
  case rectangle(row: Double, column: Double, rows: Double, columns: Double)
  /// The pixels whose centre lies within `radius` pixels of `centre`, the rim included.
  case disc(centre: Point, radius: Double)
  /// The pixels whose centre lies in an ellipse: half axes in pixels, the first one `angle` degrees counter-clockwise from
  /// the rows as displayed.
  case ellipse(centre: Point, radii: SIMD2<Double>, angle: Double)
  /// The pixels whose centre lies in a closed polygon (even-odd rule).
  case polygon([Point])
  /// The pixels of a mask of the image's own size.
  case mask(Mask)
}
