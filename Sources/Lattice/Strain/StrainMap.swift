import Imaging

/// One component of a strain map.
public enum StrainComponent: String, CaseIterable, Sendable {
  /// Along x, along y, and the tensor's shear (half the engineering shear); fractions, tension positive.
  case exx, eyy, exy
  /// Counter-clockwise, degrees.
  case rotation
  /// exx + eyy.
  case dilatation
}

/// Strain and rotation at every pixel of a lattice map, with their uncertainties.
///
/// x is the direction ``axis`` degrees counter-clockwise from the image's rows, y is 90° further. A pixel without a value
/// is NaN in every plane.
public struct StrainMap: Sendable {
  /// The image that it was made from.
  public let source: Image
  /// How the local reflections were found.
  public let method: StrainMethod
  public let definition: StrainDefinition
  /// Direction of x, degrees counter-clockwise.
  public let axis: Double
  /// The reference's reflections.
  public let reference: [Reflection]
  public let referenceKind: StrainReference.Kind
  /// Condition number of the reference's reflections: 1 for two perpendicular ones of one length, large when they are
  /// nearly parallel and errors grow.
  public let condition: Double
  /// In the order of ``StrainComponent``.
  let values: [Image]
  /// 1σ of each component, the reference's uncertainty included; NaN where the map has none.
  let sigmas: [Image]
  /// How far the reflections are from agreeing on one deformation: root mean square of |g - M g₀| / |g₀|; NaN where
  /// fewer than three have a value.
  public let residual: Image
  /// 1σ of each component that comes from the reference, and that all pixels share.
  let referenceSigmas: [Double]
  /// How the rest of the errors of neighbouring pixels go together, for each component.
  let correlations: [ErrorCorrelation]
  /// Map pixels that are taken together in sums over errors.
  let cell: Int
  /// Side of the blocks over which the lattice map was averaged.
  let blockSide: Int

  public subscript(component: StrainComponent) -> Image { values[component.index] }

  /// The 1σ uncertainty of a component, in its unit.
  public func sigma(_ component: StrainComponent) -> Image { sigmas[component.index] }

  public var rows: Int { residual.rows }
  public var columns: Int { residual.columns }
  public var size: ImageError.Size { residual.size }
  /// Stride, pixels of ``source``.
  public var step: Int { method.step }

  /// Bytes that the planes take in memory, the source not counted.
  public var byteCount: Int { residual.byteCount * (2 * values.count + 1) }
}

extension StrainMap {
  /// The map of planes that a ``StrainEvaluator`` has written.
  ///
  /// - Parameters:
  ///   - reflections: As they were selected; the reference's have their units and labels.
  ///   - template: An image of the map's extent.
  init(
    source: Image, method: StrainMethod, evaluator: StrainEvaluator, axis: Double, reflections: [Reflection],
    referenceKind: StrainReference.Kind, template: Image, pixels: [[Float]], typicalVariances: [Double],
    overlap: WindowOverlap, blockSide: Int
  ) {
    func plane(_ pixels: [Float], _ label: String) -> Image {
      var image = template.with(pixels: pixels)
      image.label = label
      return image
    }
    let components = StrainComponent.allCases
    let errors = evaluator.errors(
      typical: typicalVariances, overlap: overlap, calibration: source.calibration)
    self.init(
      source: source, method: method, definition: evaluator.formula.definition, axis: axis,
      reference: zip(evaluator.reference, reflections).map { vector, own in
        Reflection(gx: vector.vector.x, gy: vector.vector.y, unit: own.unit, label: own.label)
      },
      referenceKind: referenceKind, condition: evaluator.condition,
      values: components.map { plane(pixels[$0.index], $0.label) },
      sigmas: components.map { plane(pixels[components.count + $0.index], "σ of \($0.label)") },
      residual: plane(pixels[2 * components.count], "residual |g - M g₀| / |g₀|"),
      referenceSigmas: errors.referenceSigmas, correlations: errors.correlations,
      cell: overlap.cell, blockSide: blockSide)
  }
}

extension StrainComponent {
  var index: Int {
    switch self {
    case .exx: 0
    case .eyy: 1
    case .exy: 2
    case .rotation: 3
    case .dilatation: 4
    }
  }

  /// What the values are, for a figure.
  public var label: String {
    switch self {
    case .exx: "ε_xx"
    case .eyy: "ε_yy"
    case .exy: "ε_xy"
    case .rotation: "rotation (°)"
    case .dilatation: "ε_xx + ε_yy"
    }
  }
}
