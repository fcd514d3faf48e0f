/// The rotations and reflections of a lattice that leave its diffraction pattern as it is.
///
/// They are found and not looked up: all whole-numbered matrices with elements -1, 0 and 1 that keep lengths and angles
/// of the reciprocal cell and the intensities of its reflections. Friedel's law holds: -1 is always one of them.
struct LaueGroup: Sendable {
  /// An operation on planes: (hkl) goes to h row[0] + k row[1] + l row[2].
  struct Operation: Hashable, Sendable {
    let rows: [MillerIndices]

    func callAsFunction(plane: MillerIndices) -> MillerIndices {
      MillerIndices(
        plane.h * rows[0].h + plane.k * rows[1].h + plane.l * rows[2].h,
        plane.h * rows[0].k + plane.k * rows[1].k + plane.l * rows[2].k,
        plane.h * rows[0].l + plane.k * rows[1].l + plane.l * rows[2].l)
    }

    /// 1 for a rotation, -1 for one with an inversion.
    var determinant: Int { rows[0] * rows[1].cross(rows[2]) }

    /// The same operation on directions: the inverse of the matrix, which keeps every product of plane and direction.
    func callAsFunction(direction: MillerIndices) -> MillerIndices {
      let sign = determinant
      let columns = [rows[1].cross(rows[2]), rows[2].cross(rows[0]), rows[0].cross(rows[1])]
      func sum(_ part: (MillerIndices) -> Int) -> Int {
        sign
          * (part(columns[0]) * direction.h + part(columns[1]) * direction.k + part(columns[2]) * direction.l)
      }
      return MillerIndices(sum(\.h), sum(\.k), sum(\.l))
    }
  }

  let operations: [Operation]

  init(of crystal: Crystal) {
    let cell = crystal.cell
    let edges = cell.reciprocalEdges
    let small = (-1...1).flatMap { h in (-1...1).flatMap { k in (-1...1).map { MillerIndices(h, k, $0) } } }
    // Where an edge may go: to vectors of its own length.
    let images = edges.map { edge in
      small.filter { abs(cell.reciprocalVector($0).length / edge.length - 1) < 1e-6 }
    }
    func haveAngle(_ first: MillerIndices, _ second: MillerIndices, of a: Int, _ b: Int) -> Bool {
      let product = cell.reciprocalVector(first).dot(cell.reciprocalVector(second))
      return abs(product - edges[a].dot(edges[b])) < 1e-6 * edges[a].length * edges[b].length
    }
    var found: [Operation] = []
    for first in images[0] {
      for second in images[1] where haveAngle(first, second, of: 0, 1) {
        for third in images[2] where haveAngle(first, third, of: 0, 2) && haveAngle(second, third, of: 1, 2) {
          found.append(Operation(rows: [first, second, third]))
        }
      }
    }
    let probes = (0...4).flatMap { h in (-4...4).flatMap { k in (-4...4).map { MillerIndices(h, k, $0) } } }
    let intensities = probes.map { crystal.intensity($0) }
    operations = found.filter { operation in
      zip(probes, intensities).allSatisfy { probe, intensity in
        abs(crystal.intensity(operation(plane: probe)) - intensity) <= 1e-6 * intensity
      }
    }
  }

  /// All planes equivalent to one, itself included; the one that is written first.
  func planes(equivalentTo plane: MillerIndices) -> [MillerIndices] {
    Set(operations.map { $0(plane: plane) }).sorted { $0.isWrittenBefore($1) }
  }

  /// All directions equivalent to one, likewise.
  func directions(equivalentTo direction: MillerIndices) -> [MillerIndices] {
    Set(operations.map { $0(direction: direction) }).sorted { $0.isWrittenBefore($1) }
  }
}
