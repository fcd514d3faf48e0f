import Numerics

/// The fit of one zone's pattern to measured reflections.
struct ZoneFit {
  let pattern: ZonePattern
  let measured: [SIMD2<Double>]
  let options: ZoneIndexing

  /// The best way to lay the pattern over the reflections, so that two given ones lie on spots; nil when there is none.
  func best(through base: (Int, Int)) -> Ranked? {
    var best: Ranked?
    for spot in pattern.spots {
      for isMirrored in [false, true] {
        let start = quotient(measured[base.0], placed(spot, isMirrored))
        guard let ranked = fit(start, isMirrored, through: base) else { continue }
        if best.map({ ranked.isBetter(than: $0) }) ?? true { best = ranked }
      }
    }
    return best
  }

  /// Complex numbers stand for turn and scale: g = factor · g₀.
  private func fit(_ start: SIMD2<Double>, _ isMirrored: Bool, through base: (Int, Int)) -> Ranked? {
    guard allowsScale(start) else { return nil }
    var factor = start
    var chosen: [Int?] = []
    // Once more with the turn and scale of all.
    for _ in 0..<2 {
      chosen = measured.map { nearestSpot(to: $0, factor, isMirrored) }
      guard chosen[base.0] != nil, chosen[base.1] != nil else { return nil }
      factor = leastSquares(chosen, isMirrored)
    }
    guard allowsScale(factor) else { return nil }
    var (squares, farthest, used) = (0.0, 0.0, 0)
    for (g, index) in zip(measured, chosen) {
      guard let index else { continue }
      let spot = placed(pattern.spots[index], isMirrored)
      let error = g - product(factor, spot)
      squares += (error * error).sum() / (g * g).sum()
      farthest = max(farthest, (spot * spot).sum())
      used += 1
    }
    let misfit = (squares / Double(used)).squareRoot()
    guard misfit <= options.tolerance else { return nil }
    let choices = pattern.spots.count { ($0.g * $0.g).sum() <= farthest * 1.001 }
    let length = (factor * factor).sum().squareRoot()
    return Ranked(
      candidate: ZoneCandidate(
        axis: isMirrored ? -pattern.axis : pattern.axis,
        indices: chosen.map { $0.map { pattern.spots[$0].indices } }, misfit: misfit, scale: 1 / length,
        rotation: Double.atan2(y: factor.y, x: factor.x) * 180 / .pi),
      weight: options.scaleTolerance == nil ? Double.pow(Double(choices), 0.75) : 1, farthest: farthest)
  }

  private func allowsScale(_ factor: SIMD2<Double>) -> Bool {
    guard let tolerance = options.scaleTolerance else { return true }
    let scale = 1 / (factor * factor).sum().squareRoot()
    return scale <= (1 + tolerance) * (1 + options.tolerance)
      && scale * (1 + tolerance) * (1 + options.tolerance) >= 1
  }

  /// A spot as seen from the front, or mirrored as seen from the back of the crystal.
  private func placed(_ spot: ZonePattern.Spot, _ isMirrored: Bool) -> SIMD2<Double> {
    isMirrored ? SIMD2(spot.g.x, -spot.g.y) : spot.g
  }

  private func nearestSpot(to g: SIMD2<Double>, _ factor: SIMD2<Double>, _ isMirrored: Bool) -> Int? {
    var best: (distance: Double, index: Int)?
    for (index, spot) in pattern.spots.enumerated() {
      let error = g - product(factor, placed(spot, isMirrored))
      let distance = (error * error).sum()
      if distance < best?.distance ?? .infinity { best = (distance, index) }
    }
    // While turn and scale come from one reflection, it may be as far off itself.
    let limit = 2 * options.tolerance
    return best.flatMap { $0.distance <= limit * limit * (g * g).sum() ? $0.index : nil }
  }

  /// The factor that minimises Σ |g - factor g₀|² / |g|².
  private func leastSquares(_ chosen: [Int?], _ isMirrored: Bool) -> SIMD2<Double> {
    var (sum, norm) = (SIMD2<Double>.zero, 0.0)
    for (g, index) in zip(measured, chosen) {
      guard let index else { continue }
      let spot = placed(pattern.spots[index], isMirrored)
      let weight = 1 / (g * g).sum()
      sum += weight * product(g, SIMD2(spot.x, -spot.y))
      norm += weight * (spot * spot).sum()
    }
    return sum / norm
  }

  private func product(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x)
  }

  private func quotient(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
    product(a, SIMD2(b.x, -b.y)) / (b * b).sum()
  }
}

/// A candidate with what decides its place.
struct Ranked {
  var candidate: ZoneCandidate
  /// What the misfit is multiplied by.
  let weight: Double
  /// The largest |g₀|² used.
  let farthest: Double

  func isBetter(than other: Ranked) -> Bool {
    guard candidate.matched == other.candidate.matched else {
      return candidate.matched > other.candidate.matched
    }
    let (own, theirs) = (candidate.misfit * weight, other.candidate.misfit * other.weight)
    guard abs(own - theirs) <= 1e-9 else { return own < theirs }
    guard abs(farthest / other.farthest - 1) <= 1e-9 else { return farthest < other.farthest }
    return signs < other.signs
  }

  /// How many reflections have an index with a minus sign, for a choice among equivalent labels.
  private var signs: Int {
    candidate.indices.compactMap(\.self).reduce(0) { $0 + $1.minusSigns }
  }

  /// The same with the axis and the indices that are written first among those that rotations make equivalent.
  func written(with symmetry: LaueGroup) -> Ranked {
    var best = self
    for operation in symmetry.operations where operation.determinant == 1 {
      let axis = operation(direction: candidate.axis)
      let indices = candidate.indices.map { $0.map { operation(plane: $0) } }
      var other = self
      other.candidate = ZoneCandidate(
        axis: axis, indices: indices, misfit: candidate.misfit, scale: candidate.scale,
        rotation: candidate.rotation)
      if axis == best.candidate.axis
        ? other.isWrittenBefore(best) : axis.isWrittenBefore(best.candidate.axis)
      {
        best = other
      }
    }
    return best
  }

  private func isWrittenBefore(_ other: Ranked) -> Bool {
    guard signs == other.signs else { return signs < other.signs }
    for (own, theirs) in zip(candidate.indices, other.candidate.indices) {
      if let own, let theirs, own != theirs { return own.isWrittenBefore(theirs) }
    }
    return false
  }
}
