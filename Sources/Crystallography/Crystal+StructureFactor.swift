import Numerics

extension Crystal {
  /// The square of the kinematic structure factor's modulus, for electrons, nm².
  ///
  /// F = Σ f(g) exp(2πi (hx + ky + lz)), with the scattering factors of ``Element``; thermal vibration is left out. For
  /// a crystal of which only the lattice is known: 1 where its centring allows the reflection. 0 where it is extinct:
  /// centring, glide planes and screw axes, and special positions as in 222 of silicon, all follow from the atoms.
  public func intensity(_ plane: MillerIndices) -> Double {
    guard centring.allows(plane), !(isLayer && plane.l != 0) else { return 0 }
    guard !atoms.isEmpty else { return 1 }
    let g = plane.isZero ? 0 : 1 / cell.spacing(plane)
    var factors: [Element: Double] = [:]
    for atom in atoms where factors[atom.element] == nil {
      factors[atom.element] = atom.element.scatteringFactor(g)
    }
    var (real, imaginary, whole) = (0.0, 0.0, 0.0)
    for atom in atoms {
      let factor = factors[atom.element] ?? 0
      let turns = plane.vector.dot(atom.position)
      let phase = 2 * .pi * (turns - turns.rounded())
      real += factor * Double.cos(phase)
      imaginary += factor * Double.sin(phase)
      whole += factor
    }
    let square = real * real + imaginary * imaginary
    // What rounding leaves of sums that cancel.
    return square < 1e-12 * whole * whole ? 0 : square
  }

  /// Whether planes reflect, in one act of scattering.
  public func allows(_ plane: MillerIndices) -> Bool { !plane.isZero && intensity(plane) > 0 }
}
