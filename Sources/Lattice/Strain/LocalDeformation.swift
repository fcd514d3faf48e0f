import Numerics

/// The deformation that local reflections tell of, relative to a reference's: M with g ≈ M g₀, by least squares.
///
/// Minimises Σ |gᵢ - M g₀ᵢ|² / σᵢ². With S = Σ g₀ᵢ g₀ᵢᵀ / σᵢ² an error δgᵢ moves M by δgᵢ hᵢᵀ, hᵢ = S⁻¹ g₀ᵢ / σᵢ².
struct LocalDeformation {
  private(set) var M = Matrix2.identity
  /// For each reflection its hᵢ; zero for one without a value.
  private(set) var weights: [Vector2]
  /// Root mean square of |g - M g₀| / |g₀|; NaN with fewer than three reflections.
  private(set) var residual = Double.nan

  init(reflectionCount: Int) { weights = Array(repeating: Vector2(x: 0, y: 0), count: reflectionCount) }

  /// Fits M; false when fewer than two reflections have a value, those are parallel, or M is no lattice's.
  ///
  /// - Parameters:
  ///   - local: NaN where there is no value.
  ///   - variances: σᵢ² of each component; where none is known, one and the same number for all.
  mutating func fit(_ local: [Vector2], _ reference: [ReferenceVector], variances: [Double]) -> Bool {
    var (S, T, directions) = (Matrix2.zero, Matrix2.zero, Matrix2.zero)
    var count = 0
    for index in local.indices where local[index].x.isFinite {
      let own = reference[index].vector
      let scaled = 1 / variances[index] * own
      S = S + .outer(own, scaled)
      T = T + .outer(local[index], scaled)
      directions = directions + 1 / own.squaredLength * Matrix2.outer(own, own)
      count += 1
    }
    // The sum of sin² of the angles between them: two must be 5° apart.
    guard count >= 2, directions.determinant > 0.0076 else { return false }
    let inverse = S.inverse
    M = T * inverse
    var squares = 0.0
    for index in local.indices {
      guard local[index].x.isFinite else {
        weights[index] = Vector2(x: 0, y: 0)
        continue
      }
      let own = reference[index].vector
      weights[index] = 1 / variances[index] * (inverse * own)
      squares += (local[index] - M * own).squaredLength / own.squaredLength
    }
    residual = count >= 3 ? (squares / Double(count)).squareRoot() : .nan
    return isLattice
  }

  /// Whether M is near enough to a rotation to be one lattice seen twice: no area is halved or doubled, no length
  /// stretched by more than about 1.7. Else a window has followed another spot, or noise.
  private var isLattice: Bool {
    let limits = 0.5...2.0
    return limits.contains(M.determinant) && (M.transposed * M).trace <= 4
  }
}
