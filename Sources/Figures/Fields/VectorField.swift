import Imaging
import Numerics

/// A field drawn over an image by strokes at equal distances: arrows for vectors, crosses for principal strains.
///
/// Each stroke shows the mean over a block; all have one scale, which a key below the image states.
public struct VectorField: Sendable {
  public enum Quantity: Sendable {
    /// Arrows: components to the right and up, of one size.
    case vectors(right: Image, up: Image)
    /// Crosses along the principal axes, as long as the principal values; components of a symmetric tensor whose x
    /// axis is turned by `axis` degrees counter-clockwise.
    case principal(xx: Image, yy: Image, xy: Image, axis: Double)
  }

  public var quantity: Quantity
  /// The images have every `step`-th pixel of what the positions are in.
  public var step: Int
  /// The value that the key shows; nil: a round one.
  public var key: Double?
  /// Of the values, for the key; nil: none.
  public var unit: String?
  /// About how many strokes stand along the longer side.
  public var across: Int

  public init(
    _ quantity: Quantity, step: Int = 1, key: Double? = nil, unit: String? = nil, across: Int = 20
  ) {
    self.quantity = quantity
    self.step = step
    self.key = key
    self.unit = unit
    self.across = across
  }

  /// An image of the size of the components.
  var extent: Image {
    switch quantity {
    case .vectors(let right, _): right
    case .principal(let xx, _, _, _): xx
    }
  }

  /// A tensor's principal values, the larger first, and the direction of the larger, degrees counter-clockwise.
  package static func principal(
    xx: Double, yy: Double, xy: Double, axis: Double
  ) -> (first: Double, second: Double, angle: Double) {
    let (mean, half) = ((xx + yy) / 2, (xx - yy) / 2)
    let radius = (half * half + xy * xy).squareRoot()
    return (mean + radius, mean - radius, axis + Double.atan2(y: xy, x: half) / 2 * 180 / .pi)
  }
}
