import Imaging
import Numerics

/// Computes the planes of a strain map from those of a lattice map, rows shared among threads.
struct StrainComputation: Sendable {
  private let map: LatticeMap
  private let evaluator: StrainEvaluator
  /// Of each reflection.
  private let planes: [Planes]

  /// What is needed of a reflection's planes: spacing, angle in degrees, and the 1σ of the components of g relative to |g|.
  private struct Planes: Sendable {
    let spacing, angle, relativeSigma: [Float]
  }

  init(map: LatticeMap, evaluator: StrainEvaluator) {
    (self.map, self.evaluator) = (map, evaluator)
    planes = map.reflectionMaps.map { planes in
      // Of an error that is the same in all directions, σ(d)/d = σ(q)/q; where pixels are not square, their mean.
      let relative =
        planes.uncertainty.map { zip($0.radius.pixels, planes.radius.pixels).map { $0 / $1 } } ?? []
      return Planes(
        spacing: planes.spacing.pixels, angle: planes.angle.pixels, relativeSigma: relative)
    }
  }

  /// The pixels of the five components, of their five uncertainties, and of the residual.
  func run(threads: Int) -> [[Float]] {
    let (rows, columns) = (map.rows, map.columns)
    let band = max(1, 4096 / columns)
    return PixelPlanes.fill(count: StrainEvaluator.planeCount, pixels: rows * columns) { targets in
      let pieces = (rows + band - 1) / band
      _ = Workers.run(count: pieces, threads: threads, isCancelled: { false }, progress: { _ in }) { queue in
        var pixel = StrainEvaluator.Pixel(reflectionCount: planes.count)
        queue.forEach { piece in
          for index in (piece * band * columns)..<(min(rows, (piece + 1) * band) * columns) {
            evaluate(index, &pixel)
            evaluator.write(&pixel, at: index, into: targets)
          }
        }
      }
    }
  }

  private func evaluate(_ index: Int, _ pixel: inout StrainEvaluator.Pixel) {
    for (place, plane) in planes.enumerated() {
      let spacing = Double(plane.spacing[index])
      pixel.local[place] = Vector2(length: 1 / spacing, direction: Double(plane.angle[index]))
      guard evaluator.hasUncertainty else { continue }
      let sigma = Double(plane.relativeSigma[index]) / spacing
      // Of a noise-free image σ may be 0: all reflections are then as good as exact.
      pixel.variances[place] = max(sigma * sigma, 1e-24 * evaluator.reference[place].vector.squaredLength)
      pixel.fitVariances[place] = pixel.variances[place]
      if !sigma.isFinite { pixel.local[place].x = .nan }
    }
  }

  /// Each reflection's mean variance of the components of g; 1 where there is none.
  var typicalVariances: [Double] {
    zip(planes, evaluator.reference).map { plane, own in
      let squares = plane.relativeSigma.lazy.filter(\.isFinite).reduce(into: (0.0, 0)) {
        $0.0 += Double($1) * Double($1)
        $0.1 += 1
      }
      return squares.1 > 0 && squares.0 > 0 ? squares.0 / Double(squares.1) * own.vector.squaredLength : 1
    }
  }
}
