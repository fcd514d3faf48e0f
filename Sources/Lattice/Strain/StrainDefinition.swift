import Numerics

/// What is called strain, given the deformation of the lattice.
///
/// F maps the reference's lattice vectors to the local ones, r = F r₀; reciprocal vectors go with its inverse transpose,
/// g = M g₀ with M = F⁻ᵀ. A lattice stretched by 2 % along x has F_xx = 1.02. Rotation is that of the polar decomposition
/// F = R U in every definition, counter-clockwise positive.
public enum StrainDefinition: String, CaseIterable, Sendable {
  /// Sym(F) - 1: +2 % in the spacing reads 0.02.
  case spacing
  /// 1 - Sym(M), that is 1 - g/g₀: +2 % in the spacing reads 0.0196. What a geometric phase analysis gives.
  case reciprocal
  /// (FᵀF - 1) / 2, Green–Lagrange: +2 % reads 0.0202; rotations drop out.
  case green
  /// U - 1 of F = R U, Biot: +2 % reads 0.02; rotations drop out.
  case polar
}

extension StrainDefinition {
  /// The strain tensor and the rotation (radians), in axes of the screen.
  func strain(of M: Matrix2) -> (tensor: Matrix2, rotation: Double) {
    let F = M.inverse.transposed
    let rotation = Double.atan2(y: F.yx - F.xy, x: F.trace)
    switch self {
    case .spacing: return (F.symmetric - .identity, rotation)
    case .reciprocal: return (.identity - M.symmetric, rotation)
    case .green: return (0.5 * (F.transposed * F - .identity), rotation)
    case .polar: return (Matrix2.rotation(-rotation) * F - .identity, rotation)
    }
  }

  /// How strain and rotation change with M: the directional derivatives along `change`.
  func derivative(at M: Matrix2, along change: Matrix2) -> (tensor: Matrix2, rotation: Double) {
    let F = M.inverse.transposed
    let dF = -1 * (F * (change.transposed * F))
    let (s, c) = (F.yx - F.xy, F.trace)
    let dRotation = (c * (dF.yx - dF.xy) - s * dF.trace) / (s * s + c * c)
    switch self {
    case .spacing: return (dF.symmetric, dRotation)
    case .reciprocal: return (-1 * change.symmetric, dRotation)
    case .green: return ((F.transposed * dF).symmetric, dRotation)
    case .polar:
      // U = R(-θ) F, dU = R(-θ) dF - dθ J R(-θ) F with J the rotation by 90°.
      let back = Matrix2.rotation(-Double.atan2(y: s, x: c))
      let turn = Matrix2(xx: 0, xy: -1, yx: 1, yy: 0)
      return (back * dF - dRotation * (turn * (back * F)), dRotation)
    }
  }
}
