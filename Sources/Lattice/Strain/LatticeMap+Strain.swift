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
    var evaluator = StrainEvaluator(
      reference: vectors, formula: formula,
      hasUncertainty: reflectionMaps.allSatisfy { $0.uncertainty != nil })
    // Relative to a part of the map itself, an error of the pixel size cancels.
    if case .reflections = reference { evaluator.scaleSigma = source.calibration.relativeSigma }
    let computation = StrainComputation(map: self, evaluator: evaluator)
    return StrainMap(
      source: source, method: .rollingWindow(options), evaluator: evaluator, axis: axis,
      reflections: reflections,
      referenceKind: reference.kind, template: reflectionMaps[0].radius,
      pixels: computation.run(threads: threads),
      typicalVariances: computation.typicalVariances,
      overlap: WindowOverlap(
        window: window, taper: options.taper, step: step, block: reflectionMaps[0].blockSide),
      blockSide: reflectionMaps[0].blockSide)
  }
}
