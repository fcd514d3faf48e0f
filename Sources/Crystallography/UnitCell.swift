import Numerics

/// The edges and angles of a crystal's conventional cell, and the geometry that follows from them.
///
/// Cartesian vectors are in nm (reciprocal ones in 1/nm): a lies along x, b in the plane of x and y.
public struct UnitCell: Hashable, Sendable {
  /// Lengths of the edges, nm.
  public let a, b, c: Double
  /// Angles between b and c, a and c, a and b, degrees.
  public let alpha, beta, gamma: Double

  /// The edges as vectors, nm.
  package let edges: [SIMD3<Double>]
  /// The reciprocal edges a*, b*, c*, 1/nm, with a · a* = 1.
  package let reciprocalEdges: [SIMD3<Double>]
  /// nm³.
  public let volume: Double

  /// - Parameters:
  ///   - a: nm, 0.01…100, as `b` and `c`.
  ///   - alpha: Degrees, between 0 and 180, as `beta` and `gamma`.
  /// - Throws: For lengths or angles out of range, and for angles that no cell can have.
  public init(
    a: Double, b: Double, c: Double, alpha: Double = 90, beta: Double = 90, gamma: Double = 90
  ) throws(CrystalError) {
    for (name, length) in [("a", a), ("b", b), ("c", c)] where !(0.01...100).contains(length) {
      throw .length(name, length)
    }
    for (name, angle) in [("alpha", alpha), ("beta", beta), ("gamma", gamma)]
    where !(angle > 0 && angle < 180) { throw .angle(name, angle) }
    (self.a, self.b, self.c) = (a, b, c)
    (self.alpha, self.beta, self.gamma) = (alpha, beta, gamma)
    let (cosAlpha, cosBeta) = (Self.cosine(alpha), Self.cosine(beta))
    let (cosGamma, sinGamma) = (Self.cosine(gamma), Self.cosine(90 - gamma))
    let across = (cosAlpha - cosBeta * cosGamma) / sinGamma
    let square = 1 - cosBeta * cosBeta - across * across
    guard square > 1e-6 else { throw .impossibleAngles(alpha, beta, gamma) }
    let edges = [
      SIMD3(a, 0, 0), SIMD3(b * cosGamma, b * sinGamma, 0),
      SIMD3(c * cosBeta, c * across, c * square.squareRoot()),
    ]
    let volume = edges[0].dot(edges[1].cross(edges[2]))
    self.edges = edges
    self.volume = volume
    reciprocalEdges = [
      1 / volume * edges[1].cross(edges[2]), 1 / volume * edges[2].cross(edges[0]),
      1 / volume * edges[0].cross(edges[1]),
    ]
  }

  /// The cosine of an angle in degrees, exact for 60, 90 and 120.
  private static func cosine(_ degrees: Double) -> Double {
    switch degrees {
    case 90: 0
    case 60: 0.5
    case 120: -0.5
    default: Double.cos(degrees * .pi / 180)
    }
  }

  /// The reciprocal vector of planes, 1/nm.
  public func reciprocalVector(_ plane: MillerIndices) -> SIMD3<Double> {
    Double(plane.h) * reciprocalEdges[0] + Double(plane.k) * reciprocalEdges[1]
      + Double(plane.l) * reciprocalEdges[2]
  }

  /// The vector from the origin to a place given in fractions of the edges, nm.
  public func vector(_ fractions: SIMD3<Double>) -> SIMD3<Double> {
    fractions.x * edges[0] + fractions.y * edges[1] + fractions.z * edges[2]
  }

  /// The spacing of planes, nm; infinite for 000.
  public func spacing(_ plane: MillerIndices) -> Double { 1 / reciprocalVector(plane).length }

  /// The angle between the normals of two sets of planes, degrees, 0…180; NaN for 000.
  public func angle(_ first: MillerIndices, _ second: MillerIndices) -> Double {
    let (g1, g2) = (reciprocalVector(first), reciprocalVector(second))
    let cross = g1.cross(g2).length
    let dot = g1.dot(g2)
    return cross == 0 && dot == 0 ? .nan : Double.atan2(y: cross, x: dot) * 180 / .pi
  }
}

extension SIMD3<Double> {
  package func dot(_ other: SIMD3<Double>) -> Double { (self * other).sum() }

  package func cross(_ other: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  package var length: Double { dot(self).squareRoot() }
}
