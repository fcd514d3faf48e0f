import Numerics

/// An ellipse about the origin, row by row; rows DOWN, columns right.
struct Ellipse {
  /// The largest distance of a row from the centre.
  let height: Double
  // x² · xx + 2 x y · xy + y² · yy <= 1, with y up.
  private let xx, xy, yy: Double
  private let isPoint: Bool

  /// - Parameter angle: Of the first half axis, degrees counter-clockwise.
  init(radii: SIMD2<Double>, angle: Double) {
    let (c, s) = (Double.cos(angle * .pi / 180), Double.sin(angle * .pi / 180))
    let (a, b) = (1 / (radii.x * radii.x), 1 / (radii.y * radii.y))
    isPoint = radii.x == 0 || radii.y == 0
    xx = c * c * a + s * s * b
    xy = c * s * (a - b)
    yy = s * s * a + c * c * b
    height = (radii.x * radii.x * s * s + radii.y * radii.y * c * c).squareRoot()
  }

  /// The columns of a row, relative to the centre; nil where it holds none.
  func columns(down row: Double) -> ClosedRange<Double>? {
    guard !isPoint else { return nil }
    let y = -row
    let middle = -xy * y / xx
    let square = (1 - y * y * yy) / xx + middle * middle
    // Rounding must not lose the row at the rim.
    guard square >= -1e-12 else { return nil }
    let half = max(0, square).squareRoot()
    return middle - half...middle + half
  }
}
