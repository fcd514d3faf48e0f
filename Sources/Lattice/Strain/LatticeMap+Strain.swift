import Imaging
import Numerics

extension LatticeMap {
  /// Strain and rotation of the lattice at every pixel where two reflections or more have a value.
  ///
  /// The deformation is fitted to all reflections that have one, weighted by their uncertainties; the uncertainties of
  /// the components follow to first order from those of the reflections and of the reference. Errors of different
  /// reflections are taken as independent. Within the reference region, where pixel and reference share their errors,
  /// the uncertainty stated is a little too large.
  ///
  /// - Parameters:
  ///   - axis: Direction of x, degrees counter-clockwise from the rows.
  ///   - threads: How many share the work; the result does not depend on it.
  public func strain(
    reference: StrainReference = .median, definition: StrainDefinition = .spacing, axis: Double = 0,
    threads: Int = 1
  ) throws(StrainError) -> StrainMap {
    guard count >= 2 else { throw .tooFewReflections(count) }
    let widest = reflections.map { abs(reflections[0].angle(to: $0)) }.max() ?? 0
    guard widest >= 5 else { throw .collinear(widest) }
    let vectors = try vectors(of: reference)
    let formula = StrainFormula(definition, axis: axis)
    var computation = StrainComputation(map: self, reference: vectors, formula: formula)
    // Relative to a part of the map itself, an error of the pixel size cancels.
    if case .reflections = reference { computation.scaleSigma = source.calibration.relativeSigma }
    let pixels = computation.run(threads: threads)
    let errors = computation.errors()

    func plane(_ pixels: [Float], _ label: String) -> Image {
      var image = reflectionMaps[0].radius.with(pixels: pixels)
      image.label = label
      return image
    }
    let components = StrainComponent.allCases
    return StrainMap(
      source: source, options: options, definition: definition, axis: axis,
      reference: zip(vectors, reflections).map { vector, own in
        Reflection(gx: vector.vector.x, gy: vector.vector.y, unit: own.unit, label: own.label)
      },
      condition: computation.condition,
      values: components.map { plane(pixels[$0.index], $0.label) },
      sigmas: components.map { plane(pixels[components.count + $0.index], "σ of \($0.label)") },
      residual: plane(pixels[2 * components.count], "residual |g - M g₀| / |g₀|"),
      referenceSigmas: errors.referenceSigmas, correlations: errors.correlations,
      cell: errors.cell, blockSide: reflectionMaps[0].blockSide)
  }
}
