import Imaging

/// What a window rolled over an image is, and how each window is evaluated.
///
/// Map pixel (i, j), counted from 0, is the window at image pixel (r, c) = (i step, j step): image rows
/// `r - N/2 ..< r - N/2 + N`, the same for columns. The centre of an even window lies half a pixel above and left of
/// (r, c).
public struct RollingWindow: Hashable, Sendable {
  /// Side N of the square window, image pixels: 16...1024, even or odd.
  public var window = 128
  /// Image pixels from one window to the next: 1 or more.
  public var step = 1
  /// The taper on the window.
  public var taper = Taper.hann
  public var estimator = Estimator.gaussian
  /// Side of the patch of the spectrum around each reflection, FFT pixels: odd, 5...31.
  public var patch = 15
  /// ``Estimator/gaussian`` only: log amplitudes under this fraction of the patch's maximum are raised to it (0...1);
  /// nil leaves them.
  public var clip: Double? = 0.85
  /// ``Estimator/gaussian`` only: a patch whose largest log amplitude is below has no value; nil sets no limit. It acts
  /// on a logarithm, and so depends on the scale of the intensities.
  public var floor: Double? = 5
  /// The scale-free estimators only: a peak whose signal to noise |X| / √P is below has no value; 0 or more. Noise alone
  /// exceeds 3 in one patch of 8, 3.5 in one of 50 and 4 in one of 250.
  public var minimumSNR = 3.5
  public var edge = Edge.zero

  /// How a reflection's position is found in a window's spectrum.
  ///
  /// All but the first are scale-free: an image times a number, or plus a number, gives the same positions. They take
  /// the window's tapered mean away, and what lies outside the image counts as that mean.
  public enum Estimator: String, CaseIterable, Hashable, Sendable {
    /// The original's: a bounded two-dimensional Gaussian fitted to the clipped log amplitude.
    case gaussian
    /// A bounded two-dimensional Gaussian fitted to the amplitude.
    case gaussianAmplitude = "gaussian_amplitude"
    /// The vertex of the parabolas through the log amplitudes of the brightest bin and its neighbours.
    case parabola
    /// The gradient of the phase (see ``PhaseEstimator``): unbiased, and the smallest scatter. Recommended.
    case phase

    /// Whether the scale of the intensities does not matter.
    public var isScaleFree: Bool { self != .gaussian }
  }

  /// What becomes of windows that leave the image, where it counts as 0.
  public enum Edge: String, CaseIterable, Hashable, Sendable {
    /// They are evaluated like all others, as in the original.
    case zero
    /// They are evaluated; a value has the status ``WindowStatus/edge``.
    case mark
    /// They have no value, and the status ``WindowStatus/edge``.
    case skip
  }

  /// The sides that a window may have.
  public static let windows = 16...1024

  /// The strides that a map may have.
  public static let steps = 1...1_000_000

  public init() {}

  /// Pixels that a map of an image's `extent` rows (or columns) has: ceil(extent / step).
  public func mapExtent(_ extent: Int) -> Int { (extent - 1) / step + 1 }

  package func validate() throws(RollingWindowError) {
    guard Self.windows.contains(window) else { throw .window(window) }
    guard Self.steps.contains(step) else { throw .step(step) }
    guard PeakFit.sides.contains(patch) && patch % 2 == 1 else { throw .patch(patch) }
    if let clip, !(0...1).contains(clip) { throw .clip(clip) }
    if let floor, !floor.isFinite { throw .floor(floor) }
    guard minimumSNR >= 0 && minimumSNR.isFinite else { throw .minimumSNR(minimumSNR) }
    guard estimator != .phase || taper.slopes(window) != nil else { throw .taper(taper) }
  }
}

/// How the value of a map's pixel came about; the numbers are fixed for ever.
public enum WindowStatus: UInt8, CaseIterable, Sendable {
  /// A value.
  case ok = 0
  /// A value whose fit ended on a bound of its patch.
  case atBound = 1
  /// The window leaves the image: a value with ``RollingWindow/Edge/mark``, none with ``RollingWindow/Edge/skip``.
  case edge = 2
  /// No value: the spectrum is under the floor, or the signal to noise under its minimum.
  case weak = 3
  /// No value: the fit did not converge, or left the patch.
  case notConverged = 4
  /// No value: the window holds a missing pixel.
  case missing = 5
  /// No value: a later selection dropped it.
  case rejected = 6
}
