import Numerics

/// A 2×2 matrix of vectors on the screen: x to the right, y UP.
struct Matrix2: Hashable, Sendable {
  var xx, xy, yx, yy: Double

  static let identity = Matrix2(xx: 1, xy: 0, yx: 0, yy: 1)
  static let zero = Matrix2(xx: 0, xy: 0, yx: 0, yy: 0)

  /// The rotation by an angle in radians, counter-clockwise.
  static func rotation(_ angle: Double) -> Matrix2 {
    let (c, s) = (Double.cos(angle), Double.sin(angle))
    return Matrix2(xx: c, xy: -s, yx: s, yy: c)
  }

  var transposed: Matrix2 { Matrix2(xx: xx, xy: yx, yx: xy, yy: yy) }
  var determinant: Double { xx * yy - xy * yx }
  var trace: Double { xx + yy }

  /// The matrix a bᵀ.
  static func outer(_ a: Vector2, _ b: Vector2) -> Matrix2 {
    Matrix2(xx: a.x * b.x, xy: a.x * b.y, yx: a.y * b.x, yy: a.y * b.y)
  }

  /// The inverse; of a singular matrix infinite or NaN.
  var inverse: Matrix2 {
    let scale = 1 / determinant
    return Matrix2(xx: yy * scale, xy: -xy * scale, yx: -yx * scale, yy: xx * scale)
  }

  /// Σ A_ab B_ab.
  func inner(_ other: Matrix2) -> Double {
    xx * other.xx + xy * other.xy + yx * other.yx + yy * other.yy
  }

  /// (A + Aᵀ) / 2.
  var symmetric: Matrix2 {
    let mean = (xy + yx) / 2
    return Matrix2(xx: xx, xy: mean, yx: mean, yy: yy)
  }

  static func + (a: Matrix2, b: Matrix2) -> Matrix2 {
    Matrix2(xx: a.xx + b.xx, xy: a.xy + b.xy, yx: a.yx + b.yx, yy: a.yy + b.yy)
  }

  static func - (a: Matrix2, b: Matrix2) -> Matrix2 { a + -1 * b }

  static func * (factor: Double, a: Matrix2) -> Matrix2 {
    Matrix2(xx: factor * a.xx, xy: factor * a.xy, yx: factor * a.yx, yy: factor * a.yy)
  }

  static func * (a: Matrix2, b: Matrix2) -> Matrix2 {
    Matrix2(
      xx: a.xx * b.xx + a.xy * b.yx, xy: a.xx * b.xy + a.xy * b.yy, yx: a.yx * b.xx + a.yy * b.yx,
      yy: a.yx * b.xy + a.yy * b.yy)
  }

  static func * (a: Matrix2, v: Vector2) -> Vector2 {
    Vector2(x: a.xx * v.x + a.xy * v.y, y: a.yx * v.x + a.yy * v.y)
  }
}

/// A vector on the screen: x to the right, y UP.
struct Vector2: Hashable, Sendable {
  var x, y: Double

  /// A vector of a length and a direction in degrees, counter-clockwise from x.
  init(length: Double, direction: Double) {
    let angle = direction * .pi / 180
    (x, y) = (length * Double.cos(angle), length * Double.sin(angle))
  }

  init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

  var squaredLength: Double { x * x + y * y }

  static func - (a: Vector2, b: Vector2) -> Vector2 { Vector2(x: a.x - b.x, y: a.y - b.y) }
  static func * (factor: Double, v: Vector2) -> Vector2 { Vector2(x: factor * v.x, y: factor * v.y) }
}
