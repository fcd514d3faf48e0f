import Numerics

/// Strain components from a deformation, in given axes, and their sensitivity to errors of M.
struct StrainFormula: Sendable {
  let definition: StrainDefinition
  /// The components exx, eyy, exy in the strain's axes as functions S : T of the tensor in screen axes.
  private let functions: [3 of Matrix2]

  /// - Parameter axis: Direction of x, degrees counter-clockwise.
  init(_ definition: StrainDefinition, axis: Double) {
    self.definition = definition
    let (x, y) = (Vector2(length: 1, direction: axis), Vector2(length: 1, direction: axis + 90))
    functions = [.outer(x, x), .outer(y, y), Matrix2.outer(x, y).symmetric]
  }

  /// The components in the order of ``StrainComponent``, the rotation in degrees.
  func components(of M: Matrix2) -> [5 of Double] {
    let strain = definition.strain(of: M)
    let (T, degrees) = (strain.tensor, strain.rotation * 180 / .pi)
    return [functions[0].inner(T), functions[1].inner(T), functions[2].inner(T), degrees, T.trace]
  }

  /// For each component the matrix D of its derivatives: d = Σ D_ab dM_ab.
  func sensitivities(at M: Matrix2) -> [5 of Matrix2] {
    let (own, rotation) = definition.derivatives(at: M, of: functions)
    return [own[0], own[1], own[2], 180 / .pi * rotation, own[0] + own[1]]
  }
}
