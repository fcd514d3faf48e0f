/// What can be wrong with an operation on images.
public enum ImageError: Error, Hashable, Sendable {
  /// Two images should have one size and do not: (rows, columns) expected and found.
  case sizeMismatch(expected: Size, found: Size)
  /// A rectangle reaches outside an image of the size given.
  case outside(Size)
  /// The result would have no pixel.
  case empty(String)
  /// A value is out of its range; says which, and what is allowed.
  case invalid(String)
  /// `isCancelled` said so.
  case cancelled

  /// Rows and columns.
  public struct Size: Hashable, Sendable, CustomStringConvertible {
    public let rows: Int
    public let columns: Int
    public init(rows: Int, columns: Int) {
      self.rows = rows
      self.columns = columns
    }
    public var description: String { "\(rows)×\(columns)" }
  }
}

extension ImageError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sizeMismatch(let expected, let found): "the size must be \(expected), but is \(found)"
    case .outside(let size): "this reaches outside the image of \(size) pixels"
    case .empty(let reason): "nothing is left: \(reason)"
    case .invalid(let reason): reason
    case .cancelled: "cancelled"
    }
  }
}

extension Image {
  public var size: ImageError.Size { .init(rows: rows, columns: columns) }
}

extension Mask {
  public var size: ImageError.Size { .init(rows: rows, columns: columns) }
}
