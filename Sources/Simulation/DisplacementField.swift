import Imaging

/// A displacement u of the lattice at every pixel of a simulated image: what the image shows at r was at r - u(r) before.
///
/// Lengths in nm, x to the right and y UP from the centre of the frame.
public struct DisplacementField: Hashable, Sendable {
  /// Rows and columns.
  public let size: Int
  /// u, row after row.
  let x, y: [Double]

  /// A field given by a function of the place in nm.
  public init<E: Error>(
    size: Int, pixelSize: Double, _ body: (_ x: Double, _ y: Double) throws(E) -> (x: Double, y: Double)
  ) throws(E) {
    self.size = size
    var (along, up): ([Double], [Double]) = ([], [])
    along.reserveCapacity(size * size)
    up.reserveCapacity(size * size)
    let centre = Double(size - 1) / 2
    for row in 0..<size {
      for column in 0..<size {
        let u = try body((Double(column) - centre) * pixelSize, (centre - Double(row)) * pixelSize)
        along.append(u.x)
        up.append(u.y)
      }
    }
    (x, y) = (along, up)
  }

  /// ∂u_x/∂x, ∂u_x/∂y, ∂u_y/∂x, ∂u_y/∂y from the pixels on both sides; from one side at the border.
  func distortion(row: Int, column: Int, pixelSize: Double) -> (
    xx: Double, xy: Double, yx: Double, yy: Double
  ) {
    let (left, right) = (max(column - 1, 0), min(column + 1, size - 1))
    let (upper, lower) = (max(row - 1, 0), min(row + 1, size - 1))
    let (width, height) = (Double(right - left) * pixelSize, Double(lower - upper) * pixelSize)
    func along(_ u: [Double]) -> Double { (u[row * size + right] - u[row * size + left]) / width }
    func up(_ u: [Double]) -> Double { (u[upper * size + column] - u[lower * size + column]) / height }
    return (along(x), up(x), along(y), up(y))
  }

  var isFinite: Bool { x.allSatisfy(\.isFinite) && y.allSatisfy(\.isFinite) }
}
