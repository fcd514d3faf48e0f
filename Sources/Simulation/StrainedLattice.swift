import Lattice
import Numerics

/// A lattice whose expansion along x grows evenly across the frame.
///
/// Lengths in nm, x to the right and y UP, both from the centre of the frame. A material point at x lies at
/// X(x) = ∫ dx / (1 + e(x)) of the unstrained lattice, with e(x) = gradient · x; y is not strained. The local
/// reciprocal vector is the gradient of G · (X, y): (Gx / (1 + e), Gy).
package struct StrainedLattice: Sendable {
  /// Expansion per nm along x.
  package let gradient: Double

  package init(gradient: Double) {
    self.gradient = gradient
  }

  /// Expansion at x: 0.01 is 1 %.
  package func expansion(x: Double) -> Double { gradient * x }

  /// Where in the unstrained lattice the material at x was.
  package func unstrained(x: Double) -> Double {
    gradient == 0 ? x : Double.log(onePlus: gradient * x) / gradient
  }

  /// The local reciprocal vector at x of the reflection that is `nominal` where there is no strain.
  package func local(_ nominal: Reflection, x: Double) -> Reflection {
    Reflection(gx: nominal.gx / (1 + expansion(x: x)), gy: nominal.gy, unit: nominal.unit)
  }

  /// Number of planes between the centre of the frame and a point.
  package func turns(_ nominal: Reflection, x: Double, y: Double) -> Double {
    nominal.gx * unstrained(x: x) + nominal.gy * y
  }
}
