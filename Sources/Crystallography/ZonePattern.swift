/// The reflections of a zone: what a crystal's pattern shows along one direction.
public struct ZonePattern: Hashable, Sendable {
  /// Towards the viewer.
  public let axis: MillerIndices
  public let spots: [Spot]

  /// A reflection in the plane of the pattern.
  public struct Spot: Hashable, Sendable {
    public let indices: MillerIndices
    /// x to the right and y up, 1/nm.
    public let g: SIMD2<Double>
    /// See ``Crystal/intensity(_:)``.
    public let intensity: Double

    public var spacing: Double { 1 / (g * g).sum().squareRoot() }
  }
}

extension Crystal {
  /// The pattern seen along a zone axis, the widest spacings first.
  ///
  /// It is turned so that the first spot, of those with the widest spacing the one that is written first, lies along x.
  ///
  /// - Parameters:
  ///   - axis: The direction [uvw] towards the viewer.
  ///   - smallest: The smallest spacing, nm.
  public func pattern(along axis: MillerIndices, from smallest: Double) throws(CrystalError) -> ZonePattern {
    guard !axis.isZero else { throw .zero }
    guard smallest >= smallestSpacing else { throw .spacing(smallest, smallest: smallestSpacing) }
    return pattern(along: axis, of: planes(from: smallest).filter(allows))
  }

  /// The pattern along an axis of those planes that belong to its zone.
  func pattern(along axis: MillerIndices, of planes: [MillerIndices]) -> ZonePattern {
    let members = planes.filter { $0 * axis == 0 }.sorted { first, second in
      let (a, b) = (cell.spacing(first), cell.spacing(second))
      return abs(a / b - 1) > 1e-9 ? a > b : first.isWrittenBefore(second)
    }
    guard let first = members.first else { return ZonePattern(axis: axis, spots: []) }
    let x = 1 / cell.reciprocalVector(first).length * cell.reciprocalVector(first)
    let direction = cell.vector(axis.vector)
    let y = (1 / direction.length * direction).cross(x)
    return ZonePattern(
      axis: axis,
      spots: members.map { plane in
        let g = cell.reciprocalVector(plane)
        return .init(indices: plane, g: SIMD2(g.dot(x), g.dot(y)), intensity: intensity(plane))
      })
  }
}
