import Crystallography
import Lattice
import Numerics

/// A column of like atoms along the beam.
package struct AtomColumn: Hashable, Sendable {
  package var element: Element
  /// From the centre of the frame, nm; x right, y UP.
  package var x, y: Double
  /// Number of atoms, also a fraction.
  package var count: Double

  package init(element: Element, x: Double, y: Double, count: Double) {
    (self.element, self.x, self.y, self.count) = (element, x, y, count)
  }
}

extension Crystal {
  /// The columns of this crystal along a zone axis within a distance of the origin.
  ///
  /// x is the direction of the first spot of ``pattern(along:from:)``, turned by `rotation` degrees. A multiple of an
  /// axis is the axis.
  package func columns(
    along axis: MillerIndices, rotation: Double, thickness: Double, within radius: Double
  ) throws(CrystalError) -> [AtomColumn] {
    let frame = try projection(along: axis, rotation: rotation)
    // The lattice repeats along the shortest vector of the axis.
    let period = axis.primitive
    let direction = cell.vector(SIMD3(Double(period.h), Double(period.k), Double(period.l)))
    let count = isLayer ? 1 : thickness / direction.length
    // Two reciprocal vectors that span all integer planes of the zone; the projected lattice is dual to them.
    let (first, second) = cell.zoneBasis(of: period)
    let (g1, g2) = (frame.plane(cell.reciprocalVector(first)), frame.plane(cell.reciprocalVector(second)))
    let area = g1.x * g2.y - g1.y * g2.x
    let a1 = SIMD2(g2.y, -g2.x) / area
    let a2 = SIMD2(-g1.y, g1.x) / area
    // |r · g| bounds how many steps reach the rim.
    let steps1 = Int((radius * (g1 * g1).sum().squareRoot()).rounded(.up)) + 1
    let steps2 = Int((radius * (g2 * g2).sum().squareRoot()).rounded(.up)) + 1
    var columns: [AtomColumn] = []
    for atom in atoms {
      let origin = frame.plane(cell.vector(atom.position))
      // The site nearest to the origin of the lattice, so that the bounds hold.
      let (m0, n0) = ((origin * g1).sum().rounded(), (origin * g2).sum().rounded())
      let start = origin - m0 * a1 - n0 * a2
      for m in -steps1...steps1 {
        for n in -steps2...steps2 {
          let place = start + Double(m) * a1 + Double(n) * a2
          guard (place * place).sum() <= radius * radius else { continue }
          columns.append(AtomColumn(element: atom.element, x: place.x, y: place.y, count: count))
        }
      }
    }
    return columns
  }

  /// How the crystal's vectors lie in the image.
  private func projection(along axis: MillerIndices, rotation: Double) throws(CrystalError) -> Projection {
    let wide = max(smallestSpacing, min(cell.a, cell.b, isLayer ? cell.a : cell.c) / 4)
    var spots = try pattern(along: axis, from: wide).spots
    // Along an axis of large indices all spacings are small.
    if spots.isEmpty { spots = try pattern(along: axis, from: smallestSpacing).spots }
    guard let spot = spots.first else {
      throw .noSpot(displayName, axis: axis, spacing: smallestSpacing)
    }
    let g = cell.reciprocalVector(spot.indices)
    let direction = cell.vector(SIMD3(Double(axis.h), Double(axis.k), Double(axis.l)))
    let x = g / g.length
    let (c, s) = (Double.cos(rotation * .pi / 180), Double.sin(rotation * .pi / 180))
    let y = (direction / direction.length).cross(x)
    return Projection(x: c * x - s * y, y: s * x + c * y)
  }
}

/// The directions in a crystal that lie along x and y of an image.
private struct Projection {
  let x, y: SIMD3<Double>

  func plane(_ vector: SIMD3<Double>) -> SIMD2<Double> { SIMD2(vector.dot(x), vector.dot(y)) }
}

extension UnitCell {
  /// Two short planes that span all planes of the zone of a primitive direction: their cross product is it.
  func zoneBasis(of axis: MillerIndices) -> (MillerIndices, MillerIndices) {
    var (first, second) = axis.anyZoneBasis
    // Gauss's reduction of a plane lattice; every step keeps the cross product up to its sign.
    while true {
      let (a, b) = (reciprocalVector(first), reciprocalVector(second))
      if b.length < a.length {
        (first, second) = (second, first)
        continue
      }
      let steps = Int((a.dot(b) / a.dot(a)).rounded())
      let shorter = MillerIndices(
        second.h - steps * first.h, second.k - steps * first.k, second.l - steps * first.l)
      guard reciprocalVector(shorter).length < b.length * (1 - 1e-12) else { break }
      second = shorter
    }
    return first.cross(second) == axis ? (first, second) : (second, first)
  }
}

extension MillerIndices {
  /// Two planes whose cross product is this primitive direction.
  fileprivate var anyZoneBasis: (MillerIndices, MillerIndices) {
    guard h != 0 || k != 0 else { return (MillerIndices(1, 0, 0), MillerIndices(0, l, 0)) }
    // p h + q k = d, by Euclid's algorithm.
    var (d, p, q) = (h, 1, 0)
    var (rest, p1, q1) = (k, 0, 1)
    while rest != 0 {
      let quotient = d / rest
      (d, rest) = (rest, d - quotient * rest)
      (p, p1) = (p1, p - quotient * p1)
      (q, q1) = (q1, q - quotient * q1)
    }
    return (MillerIndices(-p * l, -q * l, d), MillerIndices(k / d, -h / d, 0))
  }
}
