import Imaging

/// How grains are told apart; see ``Imaging/Image/grains(_:threads:isCancelled:)``.
public struct GrainSearch: Hashable, Sendable {
  /// Side of the windows whose spectra are looked at, pixels: 32 or more.
  public var window = 128
  /// Pixels from one window to the next; nil: an eighth of the window.
  public var step: Int?
  /// The signal to noise that a grain's reflections must have on the average: the amplitude of a peak over that of the
  /// local background.
  public var minimumSNR = 4.0
  /// The smallest share of the image that counts as a grain; never less than the area of a window.
  public var smallestShare = 0.01

  public init() {}
}

/// One grain: the reflections of its lattice, and where it is.
public struct Grain: Sendable {
  /// The strongest first; two that are not parallel, or more; none a harmonic of another.
  public let reflections: [Reflection]
  /// Where its reflections are stronger than those of any other, in pixels of the image.
  public let mask: Mask
  /// Mean confidence over the mask, 0…1.
  public let confidence: Double
}

/// Which part of an image belongs to which lattice.
public struct GrainMap: Sendable {
  public let source: Image
  /// The largest first.
  public let grains: [Grain]
  /// The number of each pixel's grain, from 1; missing where no lattice is seen.
  public let labels: Image
  /// How much more of its lattice a pixel shows than of the next one or of noise, (S₁ - S₂) / (S₁ + S₂): 0 where two are
  /// alike, 1 where nothing else is seen; missing where no lattice is.
  public let confidence: Image
}

/// Why no grains are told.
public enum GrainError: Error, Hashable, Sendable {
  /// No lattice is seen; the reason.
  case noLattice(String)
  case image(ImageError)
  /// `isCancelled` said so.
  case cancelled
}

extension GrainError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noLattice(let reason): "there is no lattice to follow: \(reason)"
    case .image(let error): "\(error)"
    case .cancelled: "cancelled"
    }
  }
}
