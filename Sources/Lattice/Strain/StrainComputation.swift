import Imaging
import Numerics

/// Computes the planes of a strain map, rows shared among threads.
struct StrainComputation: Sendable {
  private let map: LatticeMap
  private let reference: [ReferenceVector]
  private let formula: StrainFormula
  /// Of each reflection.
  private let planes: [Planes]
  private let hasUncertainty: Bool
  /// 1σ of the map's scale relative to the reference's, a fraction: all pixels share this error.
  var scaleSigma = 0.0

  /// What is needed of a reflection's planes: spacing, angle in degrees, and the 1σ of the components of g relative to |g|.
  private struct Planes: Sendable {
    let spacing, angle, relativeSigma: [Float]
  }

  init(map: LatticeMap, reference: [ReferenceVector], formula: StrainFormula) {
    (self.map, self.reference, self.formula) = (map, reference, formula)
    hasUncertainty = map.reflectionMaps.allSatisfy { $0.uncertainty != nil }
    planes = map.reflectionMaps.map { planes in
      // Of an error that is the same in all directions, σ(d)/d = σ(q)/q; where pixels are not square, their mean.
      let relative =
        planes.uncertainty.map { zip($0.radius.pixels, planes.radius.pixels).map { $0 / $1 } } ?? []
      return Planes(
        spacing: planes.spacing.pixels, angle: planes.angle.pixels, relativeSigma: relative)
    }
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

  /// The pixels of the five components, of their five uncertainties, and of the residual.
  func run(threads: Int) -> [[Float]] {
    let (rows, columns) = (map.rows, map.columns)
    let planeCount = 11
    let band = max(1, 4096 / columns)
    return PixelPlanes.fill(count: planeCount, pixels: rows * columns) { targets in
      let pieces = (rows + band - 1) / band
      _ = Workers.run(count: pieces, threads: threads, isCancelled: { false }, progress: { _ in }) { queue in
        var pixel = Pixel(reflectionCount: planes.count)
        queue.forEach { piece in
          for index in (piece * band * columns)..<(min(rows, (piece + 1) * band) * columns) {
            evaluate(index, &pixel, into: targets)
          }
        }
      }
    }
  }

  /// What a thread works with.
  private struct Pixel {
    var local: [Vector2]
    var variances: [Double]
    var deformation: LocalDeformation

    init(reflectionCount count: Int) {
      local = Array(repeating: Vector2(x: .nan, y: .nan), count: count)
      variances = Array(repeating: 1, count: count)
      deformation = LocalDeformation(reflectionCount: count)
    }
  }

  private func evaluate(_ index: Int, _ pixel: inout Pixel, into targets: PixelPlanes) {
    for (place, plane) in planes.enumerated() {
      let spacing = Double(plane.spacing[index])
      pixel.local[place] = Vector2(length: 1 / spacing, direction: Double(plane.angle[index]))
      guard hasUncertainty else { continue }
      let sigma = Double(plane.relativeSigma[index]) / spacing
      // Of a noise-free image σ may be 0: all reflections are then as good as exact.
      pixel.variances[place] = max(sigma * sigma, 1e-24 * reference[place].vector.squaredLength)
      if !sigma.isFinite { pixel.local[place].x = .nan }
    }
    guard pixel.deformation.fit(pixel.local, reference, variances: pixel.variances) else {
      for plane in 0..<11 { targets.set(plane, index, .nan) }
      return
    }
    let M = pixel.deformation.M
    let components = formula.components(of: M)
    for place in components.indices { targets.set(place, index, Float(components[place])) }
    if hasUncertainty {
      let sensitivities = formula.sensitivities(at: M)
      for place in sensitivities.indices {
        var variance = 0.0
        for (reflection, weight) in pixel.deformation.weights.enumerated() {
          let known = reference[reflection].sigma
          let change = sensitivities[place] * weight
          variance += change.squaredLength * (pixel.variances[reflection] + known * known)
        }
        let scale = scaleSigma * sensitivities[place].product(M)
        targets.set(5 + place, index, Float((variance + scale * scale).squareRoot()))
      }
    } else {
      for place in 0..<5 { targets.set(5 + place, index, .nan) }
    }
    targets.set(10, index, Float(pixel.deformation.residual))
  }
}

extension StrainComputation {
  /// How the errors of each component go together, and what the reference's own error does to all pixels alike: taken
  /// where there is no strain, with each reflection's typical uncertainty.
  func errors() -> (correlations: [ErrorCorrelation], referenceSigmas: [Double], cell: Int) {
    let typical = zip(planes, reference).map { plane, own in
      let squares = plane.relativeSigma.lazy.filter(\.isFinite).reduce(into: (0.0, 0)) {
        $0.0 += Double($1) * Double($1)
        $0.1 += 1
      }
      return squares.1 > 0 && squares.0 > 0 ? squares.0 / Double(squares.1) * own.vector.squaredLength : 1
    }
    var deformation = LocalDeformation(reflectionCount: reference.count)
    _ = deformation.fit(reference.map(\.vector), reference, variances: typical)
    let own = map.reflectionMaps[0]
    let overlap = WindowOverlap(
      window: map.window, taper: map.options.taper, step: map.step, block: own.blockSide)
    let (width, height) = (own.sourceCalibration.pixelSizeX, own.sourceCalibration.pixelSizeY)
    let sensitivities = formula.sensitivities(at: .identity)
    var correlations: [ErrorCorrelation] = []
    var sigmas: [Double] = []
    for sensitivity in [
      sensitivities[0], sensitivities[1], sensitivities[2], sensitivities[3], sensitivities[4],
    ] {
      // A change of g by (x, y) is one of (-y / height, x / width) in rows and columns of the spectrum.
      let changes = deformation.weights.map { sensitivity * $0 }
      correlations.append(
        overlap.along(
          zip(changes, typical).map { change, variance in
            let sigma = variance.squareRoot()
            return (row: -sigma * change.y / height, column: sigma * change.x / width)
          }))
      let variance = zip(changes, reference).reduce(0) { $0 + $1.0.squaredLength * $1.1.sigma * $1.1.sigma }
      let scale = scaleSigma * sensitivity.trace
      sigmas.append((variance + scale * scale).squareRoot())
    }
    return (correlations, sigmas, overlap.cell)
  }
}
