import Numerics

/// How well a zone axis of a crystal explains reflections that were measured, and what they are then.
public struct ZoneCandidate: Hashable, Sendable {
  /// The axis towards the viewer.
  public let axis: MillerIndices
  /// The planes of each reflection given, in their order; nil for one that the zone does not explain.
  public let indices: [MillerIndices?]
  /// Root mean square of |g - s R g₀| / |g| over those explained: a fraction.
  public let misfit: Double
  /// The measured spacings over the crystal's: 1.02 for a calibration that is 2 % too long.
  public let scale: Double
  /// By how much the pattern of ``Crystal/pattern(along:from:)`` is turned, degrees counter-clockwise.
  public let rotation: Double

  /// Number of reflections explained.
  public var matched: Int { indices.count { $0 != nil } }
}

/// Finds the zone axes that explain measured reflections.
///
/// For every axis [uvw] up to an index, one of each symmetry-equivalent set, the pattern is turned and scaled so that
/// one measured reflection falls on one of its spots; the others must then lie near spots. Turn and scale are
/// improved by least squares with relative errors.
public struct ZoneIndexing: Sendable {
  /// Largest distance of a reflection from its spot, as a fraction of |g|.
  public var tolerance = 0.05
  /// How far the scale may be from 1, as a fraction; nil where the image is not calibrated: any scale.
  public var scaleTolerance: Double? = 0.15
  /// The largest index of an axis.
  public var largestIndex = 3

  public init() {}

  /// The candidates, best first: by how many reflections they explain, then by misfit; of equal ones that with the
  /// lower indices.
  ///
  /// Without a scale every pattern fits if its spots are dense enough. Of N spots out to the farthest one used, chance
  /// offers N for the first reflection and N misfit² near each further one: there the misfit is weighed with N^(3/4),
  /// as it is for three reflections.
  ///
  /// - Parameter measured: The reflections' g, x to the right and y up, in 1/nm, or in 1/px without a scale.
  public func candidates(
    for measured: [SIMD2<Double>], of crystal: Crystal
  ) throws(CrystalError) -> [ZoneCandidate] {
    guard let base = Self.pair(of: measured) else { throw .tooFewReflections }
    let planes = crystal.planes(from: try smallestSpacing(for: measured, of: crystal)).filter(crystal.allows)
    let symmetry = LaueGroup(of: crystal)
    var found: [Ranked] = []
    for axis in axes(symmetry) {
      let fit = ZoneFit(
        pattern: crystal.pattern(along: axis, of: planes), measured: measured, options: self)
      guard let best = fit.best(through: base) else { continue }
      found.append(best.written(with: symmetry))
    }
    guard !found.isEmpty else { throw .noZone(crystal.displayName, tolerance: tolerance) }
    return found.sorted { $0.isBetter(than: $1) }.map { turned($0.candidate, measured, crystal) }
  }

  /// A candidate with the turn of the pattern along its own axis.
  private func turned(
    _ candidate: ZoneCandidate, _ measured: [SIMD2<Double>], _ crystal: Crystal
  ) -> ZoneCandidate {
    let used = zip(measured, candidate.indices).compactMap { g, indices in indices.map { (g, $0) } }
    let smallest = used.map { crystal.cell.spacing($0.1) }.min() ?? 1
    let pattern = crystal.pattern(
      along: candidate.axis, of: crystal.planes(from: smallest).filter(crystal.allows))
    var sum = SIMD2<Double>.zero
    for (g, indices) in used {
      guard let spot = pattern.spots.first(where: { $0.indices == indices }) else { continue }
      let along = g.x * spot.g.x + g.y * spot.g.y
      let across = g.y * spot.g.x - g.x * spot.g.y
      sum += SIMD2(along, across) / (g * g).sum()
    }
    return ZoneCandidate(
      axis: candidate.axis, indices: candidate.indices, misfit: candidate.misfit, scale: candidate.scale,
      rotation: Double.atan2(y: sum.y, x: sum.x) * 180 / .pi)
  }

  /// The two reflections of the widest angle; nil when none are 5° apart.
  private static func pair(of measured: [SIMD2<Double>]) -> (Int, Int)? {
    var widest = 0.0871
    var pair: (Int, Int)?
    for i in measured.indices {
      for j in 0..<i {
        let (a, b) = (measured[i], measured[j])
        let sine = abs(a.x * b.y - a.y * b.x) / ((a * a).sum() * (b * b).sum()).squareRoot()
        if sine > widest { (widest, pair) = (sine, (j, i)) }
      }
    }
    return pair
  }

  /// The smallest spacing that can be needed: a little below the smallest measured; a third of the widest
  /// planes' where there is no scale.
  private func smallestSpacing(
    for measured: [SIMD2<Double>], of crystal: Crystal
  ) throws(CrystalError) -> Double {
    let farthest = measured.map { ($0 * $0).sum().squareRoot() }.max() ?? 1
    if let scaleTolerance {
      let needed = 1 / farthest / (1 + scaleTolerance) / (1 + 2 * tolerance)
      guard needed >= crystal.smallestSpacing else {
        throw .spacing(needed, smallest: crystal.smallestSpacing)
      }
      return needed
    }
    let edges = [crystal.cell.a, crystal.cell.b] + (crystal.isLayer ? [] : [crystal.cell.c])
    let nearest = measured.map { ($0 * $0).sum().squareRoot() }.min() ?? 1
    let widest = crystal.planes(from: max((edges.min() ?? 1) / 3, crystal.smallestSpacing)).filter(
      crystal.allows
    ).map(crystal.cell.spacing)
      .max()
    return max((widest ?? 1) * nearest / farthest / 3, crystal.smallestSpacing)
  }

  /// One axis of every set that symmetry makes equivalent.
  private func axes(_ symmetry: LaueGroup) -> [MillerIndices] {
    let range = -largestIndex...largestIndex
    var seen: Set<MillerIndices> = []
    var axes: [MillerIndices] = []
    for u in range.reversed() {
      for v in range.reversed() {
        for w in range.reversed() {
          let axis = MillerIndices(u, v, w)
          guard axis.isPrimitive, !seen.contains(axis) else { continue }
          let equivalent = symmetry.directions(equivalentTo: axis)
          seen.formUnion(equivalent)
          axes.append(equivalent[0])
        }
      }
    }
    return axes
  }
}
