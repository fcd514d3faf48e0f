import Imaging

/// Why a window cannot be rolled over an image.
public enum RollingWindowError: Error, Hashable, Sendable {
  case noReflections
  /// The side of the window is not in ``RollingWindow/windows``.
  case window(Int)
  case step(Int)
  case patch(Int)
  case clip(Double)
  case floor(Double)
  case minimumSNR(Double)
  /// The phase estimator needs a taper that falls smoothly to zero.
  case taper(Taper)
  /// A reflection (counted from 0) is given in another unit than the image's pixel size.
  case unit(reflection: Int, is: Calibration.Unit, image: Calibration.Unit)
  /// g of a reflection (counted from 0) is zero or not finite.
  case noDirection(reflection: Int)
  /// The planes of a reflection (counted from 0) are too narrow for the image's pixels: `spacing` pixels.
  case tooFine(reflection: Int, spacing: Double)
  /// The patch of a reflection (counted from 0) leaves the spectrum; in a window of side `remedy` it would not.
  case patchOutside(reflection: Int, patch: Int, window: Int, remedy: Int?)
  /// `FRINGE_ISA` asks for instructions that are unknown or that this processor lacks.
  case instructionSet(String, available: [String])
  /// `isCancelled` said so.
  case cancelled
}

extension RollingWindowError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noReflections: "there is no reflection to follow: give one or more"
    case .window(let side):
      "the window must be \(RollingWindow.windows.lowerBound) to \(RollingWindow.windows.upperBound) pixels, but is \(side)"
    case .step(let step): "the step must be 1 to \(RollingWindow.steps.upperBound) pixels, but is \(step)"
    case .patch(let side):
      "the patch must be an odd number, \(PeakFit.sides.lowerBound) to \(PeakFit.sides.upperBound), but is \(side)"
    case .clip(let level): "the clip must be a fraction of the maximum, 0 to 1, but is \(level)"
    case .floor(let level): "the floor must be a finite number, but is \(level)"
    case .minimumSNR(let level): "the smallest signal to noise must be 0 or more, but is \(level)"
    case .taper(let taper):
      "the phase estimator needs a taper that falls smoothly to zero: use hann or blackman, not \(taper.rawValue)"
    case .unit(let index, let unit, let image):
      "reflection \(index + 1) is in \(unit.rawValue) and the image in \(image.rawValue): "
        + (image == .pixels ? "set the image's pixel size" : "give the reflection in \(image.rawValue)")
    case .noDirection(let index):
      "reflection \(index + 1) lies at zero frequency or is not finite: give its spacing and angle"
    case .tooFine(let index, let spacing):
      "reflection \(index + 1) lies outside the spectrum: its planes are \(spacing.rounded(places: 2)) pixels apart, "
        + "and two pixels are the least: check the pixel size, or bin the image less"
    case .patchOutside(let index, let patch, let window, let remedy):
      "reflection \(index + 1) lies so near the border of the spectrum that a patch of \(patch) leaves it "
        + "at window \(window): "
        + (remedy.map { "use a window of \($0) or more, a smaller patch, or bin the image less" }
          ?? "use a smaller patch, or bin the image less")
    case .instructionSet(let name, let available):
      "FRINGE_ISA is \"\(name)\", which this machine does not have: set it to "
        + available.joined(separator: " or ") + ", or not at all"
    case .cancelled: "the rolling window was cancelled"
    }
  }
}

/// What the user of a map should know.
public enum RollingWindowWarning: Hashable, Sendable {
  /// A reflection (counted from 0) is `distance` FFT pixels from zero frequency, and its patch reaches the lobe of the
  /// mean, which has no lattice in it; in a window of side `remedy` it would not.
  case reachesZeroFrequency(reflection: Int, distance: Double, patch: Int, window: Int, remedy: Int?)
  /// Of the patch of a reflection another one, which is not known to be weaker, is a part: the peak found may be that of the
  /// other. They are `distance` FFT pixels apart along a row or a column; in a window of side `remedy` it is left out.
  case holdsOther(reflection: Int, other: Int, distance: Double, patch: Int, window: Int, remedy: Int?)
  /// More than half of the fits were not tried: `weak` of `tried` patches were under the floor.
  case underFloor(weak: Int, tried: Int, floor: Double)
  /// More than half of the peaks, `weak` of `tried`, do not stand out of the noise.
  case underSNR(weak: Int, tried: Int, minimum: Double)
  /// No window lies wholly inside the image.
  case windowExceedsImage(window: Int, size: ImageError.Size)
}

extension RollingWindowWarning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .reachesZeroFrequency(let index, let distance, let patch, let window, let remedy):
      "reflection \(index + 1) lies \(distance.rounded(places: 1)) FFT pixels from zero frequency at window \(window), "
        + "and its patch of \(patch) reaches the lobe of the mean intensity: "
        + (remedy.map { "use a window of \($0) or more, or a smaller patch" }
          ?? "bin the image, or use a smaller patch")
    case .holdsOther(let index, let other, let distance, let patch, let window, let remedy):
      "reflection \(other + 1) is only \(distance.rounded(places: 1)) FFT pixels from reflection \(index + 1) at window \(window), "
        + "in its patch of \(patch), and may be taken for it: "
        + (remedy.map { "use a window of \($0) or more, or a smaller patch" } ?? "use a smaller patch")
    case .underFloor(let weak, let tried, let floor):
      "\((100 * Double(weak) / Double(tried)).rounded(places: 0)) % of the fits are under the floor of \(floor): the floor "
        + "acts on the logarithm of the amplitude and so depends on the intensity scale: "
        + "lower it or turn it off, or multiply the image (by 1000, say, if it runs from 0 to 1)"
    case .underSNR(let weak, let tried, let minimum):
      "\((100 * Double(weak) / Double(tried)).rounded(places: 0)) % of the peaks are under the smallest signal to noise of "
        + "\(minimum.rounded(places: 3)): where the lattice fills less than half of the image that is as it should be; "
        + "else check the reflections, use a larger window, or lower min_snr"
    case .windowExceedsImage(let window, let size):
      "the window of \(window) pixels is larger than the image of \(size): every window is padded with zeros; "
        + "use a smaller window"
    }
  }
}

extension Double {
  /// The number with a few decimals, for a message: 5.20 as `5.2`, 60.0 as `60`.
  fileprivate func rounded(places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let value = (self * scale).rounded() / scale
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
