import Imaging

/// Why reflections cannot be refined on an image.
public enum RefinementError: Error, Hashable, Sendable {
  /// An argument is wrong, or the image or the region does not suit.
  case image(ImageError)
  /// A reflection, by its place in the list counted from 0, is not found.
  case notFound(index: Int, Reflection, reason: Reason)

  /// Why one reflection is not found.
  public enum Reason: Error, Hashable, Sendable {
    /// Its spacing is under two pixels along an axis.
    case beyondSpectrum
    /// It lies within 3 FFT pixels of zero frequency in a window of this side.
    case nearZero(window: Int)
    /// No peak near it stands out: signal to noise of the best, or nil without one, and that needed.
    case noPeak(best: Double?, required: Double)
    /// The peak near it is further away than the tolerance: that peak, and |Δg| / |g|.
    case tooFar(Reflection, distance: Double, tolerance: Double)
  }
}

extension RefinementError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .image(let error): return error.description
    case .notFound(let index, let reflection, let reason):
      let label = reflection.label.map { " (\($0))" } ?? ""
      return "reflection \(index + 1)\(label), of spacing \(reflection.brief), is not found: \(reason)"
    }
  }
}

extension RefinementError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .beyondSpectrum:
      return "its spacing is under two pixels: bin less, or check the pixel size"
    case .nearZero(let window):
      return "it lies within 3 pixels of zero frequency in a window of \(window) pixels: use a larger window"
    case .noPeak(let best, let required):
      let found =
        best.map { "the best peak near it has a signal to noise of \($0.brief)" }
        ?? "there is no peak near it"
      return
        "\(found), and \(required.brief) is needed: choose a region where this lattice is, or leave it out"
    case .tooFar(let peak, let distance, let tolerance):
      return
        "the peak near it, of spacing \(peak.brief), is \(distance.brief) of |g| away, more than the tolerance of "
        + "\(tolerance): give a closer reflection or a larger tolerance"
    }
  }
}

extension Reflection {
  /// The spacing with its unit, for a message.
  package var brief: String { "\(spacing.brief) \(unit.rawValue)" }
}

extension Double {
  /// Rounded to about four digits, for a message.
  package var brief: Double {
    let scale: Double = magnitude < 1 ? 1e4 : magnitude < 100 ? 1e2 : 1
    return (self * scale).rounded() / scale
  }
}
