/// Strain components from a deformation, in given axes, and their sensitivity to errors of M.
struct StrainFormula: Sendable {
  let definition: StrainDefinition
  /// Turns screen axes to those of the strain.
  private let turn: Matrix2

  /// - Parameter axis: Direction of x, degrees counter-clockwise.
  init(_ definition: StrainDefinition, axis: Double) {
    self.definition = definition
    turn = Matrix2.rotation(-axis * .pi / 180)
  }

  /// The components in the order of ``StrainComponent``, the rotation in degrees.
  func components(of M: Matrix2) -> [5 of Double] {
    let strain = definition.strain(of: M)
    return components(strain.tensor, strain.rotation)
  }

  /// For each component the matrix D of its derivatives: d = Σ D_ab dM_ab.
  func sensitivities(at M: Matrix2) -> [5 of Matrix2] {
    let xx = derivatives(at: M, along: Matrix2(xx: 1, xy: 0, yx: 0, yy: 0))
    let xy = derivatives(at: M, along: Matrix2(xx: 0, xy: 1, yx: 0, yy: 0))
    let yx = derivatives(at: M, along: Matrix2(xx: 0, xy: 0, yx: 1, yy: 0))
    let yy = derivatives(at: M, along: Matrix2(xx: 0, xy: 0, yx: 0, yy: 1))
    return [5 of Matrix2] { Matrix2(xx: xx[$0], xy: xy[$0], yx: yx[$0], yy: yy[$0]) }
  }

  private func derivatives(at M: Matrix2, along change: Matrix2) -> [5 of Double] {
    let derivative = definition.derivative(at: M, along: change)
    return components(derivative.tensor, derivative.rotation)
  }

  private func components(_ tensor: Matrix2, _ rotation: Double) -> [5 of Double] {
    let turned = turn * tensor * turn.transposed
    return [turned.xx, turned.yy, (turned.xy + turned.yx) / 2, rotation * 180 / .pi, tensor.trace]
  }
}
