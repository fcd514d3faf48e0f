import Numerics

/// A spot of a spectrum that is no noise and no streak, in FFT pixels from zero frequency, x right, y DOWN.
package struct LatticeSpot: Hashable, Sendable {
  /// The most that are looked at, the strongest.
  static let most = 32

  package var dx, dy: Double
  /// ln power.
  package var level: Double
  /// ln power over the background.
  package var contrast: Double

  package init(dx: Double, dy: Double, level: Double, contrast: Double) {
    (self.dx, self.dy, self.level, self.contrast) = (dx, dy, level, contrast)
  }

  /// Whether it lies at 2, 3 or 4 times the position of another spot, or of its partner, that has at least a tenth of its
  /// amplitude.
  package func isHarmonic(among spots: [LatticeSpot]) -> Bool {
    spots.contains { other in
      guard level - other.level <= 4.6 else { return false }
      return (2...4).contains { order in
        let n = Double(order)
        // Both positions are off by a fraction of a pixel, and the multiple by n times as much.
        let limit = 0.4 + 0.2 * n
        return [n, -n].contains { factor in
          let (x, y) = (dx - factor * other.dx, dy - factor * other.dy)
          return x * x + y * y <= limit * limit
        }
      }
    }
  }
}

/// Sorts spots into lattices: sums of small multiples of two of them.
///
/// A further lattice must have at least an eighth of the first one's amplitude; weak spots half-way between those of a
/// lattice are its superlattice.
package struct SpotLattices {
  /// For every lattice the two spots that span it, the stronger first.
  package private(set) var pairs: [[LatticeSpot]] = []
  /// For every lattice all of its spots, the strongest first.
  package private(set) var members: [[LatticeSpot]] = []

  /// - Parameter spots: The strongest first. Those within 5 pixels of zero frequency may be the shape of a particle.
  package init(_ spots: [LatticeSpot]) {
    var remaining = spots.filter { $0.dx * $0.dx + $0.dy * $0.dy > 25 }
    var faintest = -Double.infinity
    while let lattice = Self.strongest(of: remaining) {
      pairs.append(lattice.pair.sorted { $0.contrast > $1.contrast })
      members.append(lattice.members.sorted { $0.contrast > $1.contrast })
      if pairs.count == 1 { faintest = lattice.level - 2 * Double.log(8) }
      remaining = remaining.filter { spot in
        spot.level >= faintest && !lattice.holds(spot, multiples: 12) && !lattice.holdsHalfway(spot)
          && lattice.members.allSatisfy { spot.isApart(from: $0) }
      }
    }
  }

  private struct SpannedLattice {
    let pair: [LatticeSpot]
    var members: [LatticeSpot] = []
    /// Σ contrast of the members.
    var strength = 0.0
    /// Sum of the pair's squared lengths.
    let size: Double

    /// nil when the two are within 5° of each other.
    init?(_ a: LatticeSpot, _ b: LatticeSpot, among spots: [LatticeSpot]) {
      let area = a.dx * b.dy - a.dy * b.dx
      let lengths = (a.dx * a.dx + a.dy * a.dy, b.dx * b.dx + b.dy * b.dy)
      guard area * area > 0.0076 * lengths.0 * lengths.1 else { return nil }
      pair = [a, b]
      size = lengths.0 + lengths.1
      members = spots.filter { holds($0) }
      strength = members.reduce(0) { $0 + $1.contrast }
    }

    /// ln power of the weaker of the pair.
    var level: Double { pair.map(\.level).min() ?? 0 }

    /// Whether a spot is half a sum of multiples, and weak: less than half as strong in amplitude as the pair.
    func holdsHalfway(_ spot: LatticeSpot) -> Bool {
      var double = spot
      (double.dx, double.dy) = (2 * spot.dx, 2 * spot.dy)
      return spot.level < level - 2 * Double.log(2) && holds(double, multiples: 12)
    }

    /// Whether a spot is a sum of at most so many of the two, to half a pixel and a little more for larger sums.
    func holds(_ spot: LatticeSpot, multiples most: Double = 3) -> Bool {
      let (a, b) = (pair[0], pair[1])
      let area = a.dx * b.dy - a.dy * b.dx
      let m = ((spot.dx * b.dy - spot.dy * b.dx) / area).rounded()
      let n = ((a.dx * spot.dy - a.dy * spot.dx) / area).rounded()
      guard abs(m) + abs(n) <= most else { return false }
      let (x, y) = (spot.dx - m * a.dx - n * b.dx, spot.dy - m * a.dy - n * b.dy)
      let reach = min(0.4 + 0.15 * (abs(m) + abs(n)), 1.2)
      return x * x + y * y <= reach * reach
    }
  }

  /// Of all pairs that which spans the strongest spots; of those that span the same, the shortest.
  private static func strongest(of spots: [LatticeSpot]) -> SpannedLattice? {
    var best: SpannedLattice?
    for (index, first) in spots.enumerated() {
      for second in spots[..<index] {
        guard let lattice = SpannedLattice(second, first, among: spots) else { continue }
        guard let current = best else {
          best = lattice
          continue
        }
        let gain = lattice.strength - current.strength
        if gain > 1e-9 || (gain > -1e-9 && lattice.size < current.size) { best = lattice }
      }
    }
    return best
  }
}

extension LatticeSpot {
  /// Whether it is more than two pixels from another spot and its partner: not a part of the same, broadened one.
  fileprivate func isApart(from other: LatticeSpot) -> Bool {
    [1.0, -1.0].allSatisfy { sign in
      let (x, y) = (dx - sign * other.dx, dy - sign * other.dy)
      return x * x + y * y > 4
    }
  }
}
