import Crystallography
import Imaging
import Lattice

/// A high-resolution micrograph of atoms, thin enough that the beam only takes a phase from them.
///
/// The atoms of a crystal along a zone axis, displaced as told, and a film of amorphous carbon shift the phase of the
/// wave by φ = σ V, the projected potential of their scattering factors times the interaction constant. The image is
/// either linear in φ (the weak phase object) or that of the wave exp(iφ) (the phase object), through the transfer
/// function of a ``Microscope`` in quasi-coherent approximation: the envelopes damp the wave.
///
/// **Limits.** No multislice: the wave does not spread inside the sample, nothing is absorbed, no reflection is
/// extinguished or brightened dynamically; good below some nanometres of thickness (less for heavy atoms), where φ stays
/// well below 1 for the weak phase object. The camera is perfect. Contrast of thicker samples looks alike, but its
/// amplitudes are not to be believed. Positions of fringes are those of the lattice, as truth says.
public struct AtomicSimulation {
  /// Rows and columns, pixels; 16…2048.
  public var size = 256
  /// nm.
  public var pixelSize = 0.02
  public var sample: Sample
  /// nm; of a single layer it does not matter.
  public var thickness = 3.0
  /// Of the crystal's pattern, degrees counter-clockwise.
  public var rotation = 0.0
  /// Where an atom goes.
  public var deformation = Deformation.uniform(LinearMap(xx: 1, xy: 0, yx: 0, yy: 1))
  /// The crystal ends at this distance from the centre of the frame, nm; nil: it fills the frame.
  public var radius: Double?
  /// Root mean square thermal displacement of an atom along one direction, nm.
  public var vibration = 0.008
  /// Thickness of an amorphous carbon film, nm; 0: none.
  public var film = 0.0
  public var microscope = Microscope()
  public var model = Model.phaseObject
  /// Electrons per pixel; infinite: no noise.
  public var dose = Double.infinity
  /// Grey levels per electron.
  public var gain = 10.0
  public var seed: UInt64 = 1

  public init(_ sample: Sample) { self.sample = sample }

  /// What is imaged.
  public enum Sample: Sendable {
    /// Seen along a zone axis.
    case crystal(Crystal, axis: MillerIndices)
    /// Atoms one by one, from the centre of the frame, nm, x right and y UP; no truth of a lattice.
    case atoms([Atom])
  }

  public struct Atom: Hashable, Sendable {
    public var element: Element
    public var x, y: Double

    public init(_ element: Element, x: Double, y: Double) { (self.element, self.x, self.y) = (element, x, y) }
  }

  /// How the crystal is deformed; x to the right, y UP, nm from the centre of the frame.
  public enum Deformation {
    /// An atom at r goes to F r.
    case uniform(LinearMap)
    /// What the image shows at r was at r - u(r) before, as in a ``DisplacementField``. Where u jumps by a lattice vector,
    /// as on the cut behind a dislocation, the pixels on the cut have no true strain.
    case field(_ u: (_ x: Double, _ y: Double) throws -> SIMD2<Double>)
  }

  /// How the wave makes the image.
  public enum Model: String, CaseIterable, Sendable {
    /// 1 + φ ⊗ transform of 2 sin χ E.
    case weakPhase = "weak_phase"
    /// |exp(iφ) ⊗ transform of exp(-iχ) E|².
    case phaseObject = "phase_object"
  }
}

/// What is known of simulated atoms, at the centre of each pixel.
public struct AtomicTruth: Sendable {
  /// The reflections of the zone that the image can show, without deformation; at most six, the widest spaced first.
  public var reflections: [Reflection]
  /// The local spacing of each, nm; missing outside the crystal.
  public var spacing: [Image]
  /// The local direction of each reflection's g, degrees in [0, 180).
  public var angle: [Image]
  /// F - 1 in its symmetric part, of real-space vectors: exx, eyy, exy; fractions.
  public var exx, eyy, exy: Image
  /// Degrees counter-clockwise, of the polar decomposition of F.
  public var rotation: Image
  /// Where the crystal is.
  public var particle: Mask
  /// The largest shift of phase that the atoms make, radians: the weak phase object is good well below 1.
  public var largestPhase: Double
}
