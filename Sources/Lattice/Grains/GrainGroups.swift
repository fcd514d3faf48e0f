import Imaging
import Numerics

/// Groups families of reflections by where they are seen: those of one grain are seen together.
struct GrainGroups: Sendable {
  /// For each grain the numbers of its families.
  private(set) var groups: [[Int]]
  /// For each family its power in each window, as a share of what it has where it is strong; at most 1.
  let shares: [[Double]]
  /// For each family the power of the noise, likewise.
  let noise: [[Double]]

  /// - Parameter families: Their positions, for angles between them.
  init(_ powers: GrainWindows.Powers, families: [LatticeSpot]) {
    let references = powers.peak.map { plane in
      // Where it is strong: the 98th percentile.
      let sorted = plane.sorted()
      return Double(sorted[min(sorted.count - 1, sorted.count * 98 / 100)])
    }
    shares = zip(powers.peak, references).map { plane, reference in
      plane.map { reference > 0 ? min(1, Double($0) / reference) : 0 }
    }
    noise = zip(powers.noise, references).map { plane, reference in
      plane.map { reference > 0 ? Double($0) / reference : 0 }
    }
    groups = Self.clusters(shares)
    share(families)
  }

  /// Average linkage of the cosines between maps of power, down to 1/2.
  private static func clusters(_ shares: [[Double]]) -> [[Int]] {
    let norms = shares.map { plane in plane.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let cosines = shares.indices.map { i in
      shares.indices.map { j in
        zip(shares[i], shares[j]).reduce(0) { $0 + $1.0 * $1.1 }
          / max(norms[i] * norms[j], .leastNormalMagnitude)
      }
    }
    var groups = shares.indices.map { [$0] }
    while true {
      var best: (likeness: Double, i: Int, j: Int) = (0.5, 0, 0)
      for i in groups.indices {
        for j in 0..<i {
          let sum = groups[i].reduce(0) { sum, a in groups[j].reduce(sum) { $0 + cosines[a][$1] } }
          let likeness = sum / Double(groups[i].count * groups[j].count)
          if likeness > best.likeness { best = (likeness, i, j) }
        }
      }
      guard best.i != best.j else { return groups }
      groups[best.j] += groups[best.i]
      groups.remove(at: best.i)
    }
  }

  /// Keeps the groups that span a plane; other families join those in whose place they are seen.
  private mutating func share(_ families: [LatticeSpot]) {
    let whole = groups.filter { group in
      group.contains { i in group.contains { families[i].spansPlane(with: families[$0]) } }
    }
    let scores = whole.map { score($0) }
    groups = whole.enumerated().map { place, group in
      let territory = scores[place].indices.filter { index in
        scores[place][index] > 0.3 && scores.indices.allSatisfy { scores[$0][index] <= scores[place][index] }
      }
      let joining = shares.indices.filter { family in
        guard !group.contains(family), !territory.isEmpty else { return false }
        return territory.reduce(0) { $0 + shares[family][$1] } / Double(territory.count) > 0.4
      }
      return group + joining
    }.compactMap { Self.lattice(in: $0, families) }
    mergeAlike(families)
  }

  /// Makes one of groups that have a whole lattice in common, and differ in further reflections only.
  private mutating func mergeAlike(_ families: [LatticeSpot]) {
    var place = 0
    while place < groups.count {
      let group = groups[place]
      let other = groups[..<place].firstIndex { earlier in
        let common = earlier.filter(group.contains)
        return common.contains { i in common.contains { families[i].spansPlane(with: families[$0]) } }
      }
      if let other {
        // What both have is where either is.
        groups[other] = groups[other].filter(group.contains)
        groups.remove(at: place)
      } else {
        place += 1
      }
    }
  }

  /// Of a group the families that belong to its strongest lattice; nil when no two span one.
  private static func lattice(in group: [Int], _ families: [LatticeSpot]) -> [Int]? {
    let spots = group.map { families[$0] }.sorted { $0.contrast > $1.contrast }
    let lattices = SpotLattices(spots)
    guard let pair = lattices.pairs.first, let members = lattices.members.first,
      pair[0].spansPlane(with: pair[1])
    else { return nil }
    return group.filter { members.contains(families[$0]) }
  }

  /// The mean share of some families, window after window.
  func score(_ group: [Int]) -> [Double] {
    mean(shares, of: group)
  }

  func mean(_ planes: [[Double]], of group: [Int]) -> [Double] {
    guard let first = group.first else { return [] }
    return planes[first].indices.map { index in
      group.reduce(0) { $0 + planes[$1][index] } / Double(group.count)
    }
  }
}

extension LatticeSpot {
  /// Whether two spots are more than 15° apart in direction: fringes that bend show less, and are no lattice.
  func spansPlane(with other: LatticeSpot) -> Bool {
    let area = dx * other.dy - dy * other.dx
    return area * area > 0.067 * (dx * dx + dy * dy) * (other.dx * other.dx + other.dy * other.dy)
  }
}
