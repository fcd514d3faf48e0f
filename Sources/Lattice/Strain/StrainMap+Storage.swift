import Imaging

/// What of a strain map's errors cannot be had again from its planes and how it was made.
package struct StoredStrainErrors: Hashable, Sendable {
  /// 1σ of each component that comes from the reference, in the order of ``StrainComponent``.
  package var reference: [Double]
  /// How the rest of the errors of neighbouring pixels go together: three numbers for each component.
  package var correlations: [[Double]]

  package init(reference: [Double], correlations: [[Double]]) {
    (self.reference, self.correlations) = (reference, correlations)
  }
}

extension StrainMap {
  package var storedErrors: StoredStrainErrors {
    StoredStrainErrors(reference: referenceSigmas, correlations: correlations.map(\.weights))
  }

  /// Side of the blocks over which the lattice map was averaged, map pixels.
  package var averagedBlock: Int { blockSide }

  /// A map of planes that were kept.
  ///
  /// - Parameters:
  ///   - values: In the order of ``StrainComponent``, as `sigmas`.
  /// - Returns: nil when the numbers do not fit together.
  package init?(
    source: Image, method: StrainMethod, definition: StrainDefinition, axis: Double, reference: [Reflection],
    referenceKind: StrainReference.Kind, condition: Double, values: [Image], sigmas: [Image], residual: Image,
    errors: StoredStrainErrors, blockSide: Int
  ) {
    let count = StrainComponent.allCases.count
    let size = ImageError.Size(
      rows: (source.rows - 1) / method.step + 1, columns: (source.columns - 1) / method.step + 1)
    guard values.count == count, sigmas.count == count, errors.reference.count == count,
      errors.correlations.count == count, errors.correlations.allSatisfy({ $0.count == 3 }),
      (values + sigmas + [residual]).allSatisfy({ $0.size == size }),
      (1...max(size.rows, size.columns)).contains(blockSide), method.fits(source)
    else { return nil }
    let overlap = method.overlap(block: blockSide, calibration: source.calibration)
    self.init(
      source: source, method: method, definition: definition, axis: axis, reference: reference,
      referenceKind: referenceKind, condition: condition, values: values, sigmas: sigmas, residual: residual,
      referenceSigmas: errors.reference, correlations: errors.correlations.map(overlap.correlation),
      cell: overlap.cell, blockSide: blockSide)
  }
}

extension StrainMethod {
  /// Whether what it resolves is a part of the image.
  fileprivate func fits(_ source: Image) -> Bool {
    guard case .geometricPhase(let options) = self else { return true }
    let side = Double(max(source.rows, source.columns)) * source.calibration.pixelSize
    return options.resolution.map { $0 > 0 && $0 <= side } ?? false
  }

  /// How the errors of its pixels go together.
  fileprivate func overlap(block: Int, calibration: Calibration) -> WindowOverlap {
    switch self {
    case .rollingWindow(let options):
      WindowOverlap(window: options.window, taper: options.taper, step: options.step, block: block)
    case .geometricPhase(let options):
      WindowOverlap(
        deviation: (options.resolution ?? .nan) / GeometricPhase.widthOverDeviation / calibration.pixelSize,
        step: options.step)
    }
  }
}
