import Imaging
import Lattice

/// A high-resolution micrograph of a crystalline particle on an amorphous support, with known lattice spacings.
///
/// The intensity is I = 1 - absorption · m + m Σ A cos 2π(G · X + φ) + amorphous · speckle, where m is the particle's
/// shape and X the coordinate in the unstrained lattice (see ``StrainedLattice``); the lower right part of the
/// particle is a grain turned by ``grainRotation``. Of it `dose` · I electrons are counted, with Poisson noise, and
/// multiplied by `gain`. Equal options give equal images, bit for bit.
///
/// The defaults are gold along [110]: two {111} reflections and one {200}, as in `../shared/reference`.
public struct ParticleSimulation: Hashable, Sendable {
  /// Rows and columns of the image, pixels; 16…16384.
  public var size = 256
  /// nm; more than 0.
  public var pixelSize = 0.0333441
  /// The lattice, 1…16 reflections; the spacing of each is more than 2 pixels.
  public var reflections = [
    Wave(spacing: 0.2355, angle: 20, amplitude: 0.08),
    Wave(spacing: 0.2355, angle: 90.53, amplitude: 0.08),
    Wave(spacing: 0.2039, angle: 145.26, amplitude: 0.06),
  ]
  /// Difference in expansion along x between the right edge of the frame and the left, 0 at the centre: 0.02 runs from
  /// -1 % to 1 %. -0.5…0.5.
  public var strain = 0.02
  /// How far the lattice of the turned grain is turned, degrees counter-clockwise; -90…90, 0 for no such grain.
  public var grainRotation = 6.0
  /// A displacement of the whole lattice, added to ``strain``; nil for none.
  public var displacement: DisplacementField?
  /// Mean darkness of the particle; 0…1.
  public var absorption = 0.55
  /// Standard deviation of the support's speckle; 0…1. When nil, 0.04, or 0 where the dose is infinite.
  public var amorphous: Double?
  /// Electrons per pixel where nothing absorbs; more than 0, at most 1e9. Infinite: no noise at all, and the intensity
  /// scale of a dose of 400.
  public var dose = 400.0
  /// Grey levels per electron; more than 0.
  public var gain = 10.0
  /// Half width of the particle, as a fraction of the frame's side; more than 0, at most 1.
  public var fill = 0.42
  /// Whether the crystal fills the frame, whatever ``fill`` says.
  public var isFullFrame = false
  /// Equal seeds give equal noise and phases.
  public var seed: UInt64 = 1

  /// All options at their defaults.
  public init() {}

  /// One reflection of the simulated lattice.
  public struct Wave: Hashable, Sendable {
    /// Plane spacing where there is no strain, nm.
    public var spacing: Double
    /// Direction of g in the main grain, degrees counter-clockwise from x.
    public var angle: Double
    /// Amplitude of the fringes, as a fraction of the incident intensity; 0…1.
    public var amplitude: Double

    public init(spacing: Double, angle: Double, amplitude: Double) {
      self.spacing = spacing
      self.angle = angle
      self.amplitude = amplitude
    }
  }
}

/// A simulated image and what is true of it.
public struct SimulatedParticle: Sendable {
  /// Grey levels; calibrated, named `simulation`.
  public var image: Image
  public var truth: GroundTruth
}

/// What is known of a simulated image, at the centre of each pixel.
public struct GroundTruth: Sendable {
  /// The local spacing of each reflection, nm; missing outside the particle.
  public var spacing: [Image]
  /// The local direction of each reflection's g, degrees in [0, 180); missing outside the particle.
  public var angle: [Image]
  /// The strain relative to the lattice of each grain where there is none.
  public var strain: StrainTruth
  /// Where the particle is more than half there.
  public var particle: Mask
  /// The turned grain, a part of the particle.
  public var grain: Mask
  /// The reflections of the main grain where there is no strain.
  public var reflections: [Reflection]
  /// Where strain or displacement makes planes too fine for the pixels; nil: nowhere.
  public var tooFine: TooFinePlanes?
}
