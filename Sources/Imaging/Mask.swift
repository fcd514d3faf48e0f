/// Which pixels count: rows × columns of yes and no, with the calibration of the image it was made from.
public struct Mask: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// Whether each pixel is inside, row after row; `rows * columns` of them.
  public private(set) var inside: [Bool]
  public var calibration: Calibration

  /// - Precondition: `rows` and `columns` are positive and `inside.count == rows * columns`.
  public init(rows: Int, columns: Int, inside: [Bool], calibration: Calibration = .none) {
    precondition(rows > 0 && columns > 0 && inside.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.inside = inside
    self.calibration = calibration
  }

  /// Whether the pixel at a row and column, counted from 0, is inside.
  public subscript(row: Int, column: Int) -> Bool {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return inside[row * columns + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      inside[row * columns + column] = newValue
    }
  }

  /// Number of pixels inside.
  public var count: Int { inside.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// The mask as an image of 0 and 1.
  public var image: Image {
    Image(rows: rows, columns: columns, pixels: inside.map { $0 ? 1 : 0 }, calibration: calibration)
  }

  /// The pixels of `image` that are neither 0 nor NaN.
  public init(_ image: Image) {
    self.init(
      rows: image.rows, columns: image.columns, inside: image.pixels.map { $0 != 0 && !$0.isNaN },
      calibration: image.calibration)
  }
}
