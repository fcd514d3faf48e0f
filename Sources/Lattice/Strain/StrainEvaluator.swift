import Imaging
import Numerics

/// Writes a pixel of a strain map from the reciprocal vectors found there.
struct StrainEvaluator: Sendable {
  let reference: [ReferenceVector]
  let formula: StrainFormula
  let hasUncertainty: Bool
  /// 1σ of the image's scale relative to the reference's, a fraction: an error that all pixels share.
  var scaleSigma = 0.0

  /// Five components, their five uncertainties, and the residual.
  static let planeCount = 11

  /// What a thread works with: the local vectors, NaN where there is no value, and the variance of each component.
  struct Pixel {
    var local: [Vector2]
    var variances: [Double]
    /// Those that the fit weights by.
    var fitVariances: [Double]
    fileprivate var deformation: LocalDeformation

    init(reflectionCount count: Int) {
      local = Array(repeating: Vector2(x: .nan, y: .nan), count: count)
      variances = Array(repeating: 1, count: count)
      fitVariances = variances
      deformation = LocalDeformation(reflectionCount: count)
    }
  }

  func write(_ pixel: inout Pixel, at index: Int, into targets: PixelPlanes) {
    guard pixel.deformation.fit(pixel.local, reference, variances: pixel.fitVariances) else {
      return erase(index, in: targets)
    }
    let M = pixel.deformation.M
    let components = formula.components(of: M)
    for place in components.indices { targets.set(place, index, Float(components[place])) }
    if hasUncertainty {
      let sensitivities = formula.sensitivities(at: M)
      for place in sensitivities.indices {
        var variance = 0.0
        for (reflection, weight) in pixel.deformation.weights.enumerated()
        where pixel.local[reflection].x.isFinite {
          let known = reference[reflection].sigma
          let change = sensitivities[place] * weight
          variance += change.squaredLength * (pixel.variances[reflection] + known * known)
        }
        let scale = scaleSigma * sensitivities[place].inner(M)
        targets.set(5 + place, index, Float((variance + scale * scale).squareRoot()))
      }
    } else {
      for place in 0..<5 { targets.set(5 + place, index, .nan) }
    }
    targets.set(10, index, Float(pixel.deformation.residual))
  }

  /// Leaves a pixel without a value.
  func erase(_ index: Int, in targets: PixelPlanes) {
    for plane in 0..<Self.planeCount { targets.set(plane, index, .nan) }
  }

  /// Root of the ratio of the eigenvalues of Σ g₀ g₀ᵀ / |g₀|².
  var condition: Double {
    let sum = reference.reduce(Matrix2.zero) { sum, own in
      sum + 1 / own.vector.squaredLength * Matrix2.outer(own.vector, own.vector)
    }
    let half = sum.trace / 2
    let spread = max(0, half * half - sum.determinant).squareRoot()
    return ((half + spread) / max(half - spread, .leastNormalMagnitude)).squareRoot()
  }

  /// How the errors of each component go together, and what the reference's own error does to all pixels alike: taken
  /// where there is no strain.
  ///
  /// - Parameters:
  ///   - typical: The variance of the components of each reflection's g.
  ///   - overlap: How the errors of the frequencies go together.
  func errors(
    typical: [Double], overlap: WindowOverlap, calibration: Calibration
  ) -> (correlations: [ErrorCorrelation], referenceSigmas: [Double]) {
    var deformation = LocalDeformation(reflectionCount: reference.count)
    _ = deformation.fit(reference.map(\.vector), reference, variances: typical)
    let (width, height) = (calibration.pixelSizeX, calibration.pixelSizeY)
    let sensitivities = formula.sensitivities(at: .identity)
    var correlations: [ErrorCorrelation] = []
    var sigmas: [Double] = []
    for place in sensitivities.indices {
      // A change of g by (x, y) is one of (-y / height, x / width) in rows and columns of the spectrum.
      let changes = deformation.weights.map { sensitivities[place] * $0 }
      correlations.append(
        overlap.along(
          zip(changes, typical).map { change, variance in
            let sigma = variance.squareRoot()
            return (row: -sigma * change.y / height, column: sigma * change.x / width)
          }))
      let variance = zip(changes, reference).reduce(0) { $0 + $1.0.squaredLength * $1.1.sigma * $1.1.sigma }
      let scale = scaleSigma * sensitivities[place].trace
      sigmas.append((variance + scale * scale).squareRoot())
    }
    return (correlations, sigmas)
  }
}
