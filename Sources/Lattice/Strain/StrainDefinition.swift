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

  /// How a linear function S of the tensor (S : T = Σ S_ab T_ab, S symmetric) and the rotation change with M: the matrices D
  /// of their derivatives, d = Σ D_ab dM_ab.
  ///
  /// With dF = -F dMᵀ F, what changes by Σ G_ab dF_ab changes by Σ D_ab dM_ab, D = -F Gᵀ F.
  func derivatives(
    at M: Matrix2, of functions: [3 of Matrix2]
  ) -> (functions: [3 of Matrix2], rotation: Matrix2) {
    let F = M.inverse.transposed
    func byM(_ G: Matrix2) -> Matrix2 { -1 * (F * (G.transposed * F)) }
    let (s, c) = (F.yx - F.xy, F.trace)
    let length = s * s + c * c
    // Of θ = atan2(s, c).
    let turning = Matrix2(xx: -s / length, xy: -c / length, yx: c / length, yy: -s / length)
    let rotation = byM(turning)
    switch self {
    case .spacing: return ([byM(functions[0]), byM(functions[1]), byM(functions[2])], rotation)
    case .reciprocal: return ([-1 * functions[0], -1 * functions[1], -1 * functions[2]], rotation)
    case .green:
      return ([byM(F * functions[0]), byM(F * functions[1]), byM(F * functions[2])], rotation)
    case .polar:
      // U = R(-θ) F, dU = R(-θ) dF - dθ J U with J the rotation by 90°.
      let scale = 1 / length.squareRoot()
      let R = Matrix2(xx: c * scale, xy: -s * scale, yx: s * scale, yy: c * scale)
      let U = R.transposed * F
      let turned = Matrix2(xx: -U.yx, xy: -U.yy, yx: U.xx, yy: U.xy)
      func derivative(_ S: Matrix2) -> Matrix2 { byM(R * S - S.inner(turned) * turning) }
      return ([derivative(functions[0]), derivative(functions[1]), derivative(functions[2])], rotation)
    }
  }
}
