import Imaging

/// How a geometric phase analysis filters an image (M. J. Hÿtch, E. Snoeck, R. Kilaas, Ultramicroscopy 74 (1998) 131).
///
/// A Gaussian mask around a reflection in the image's Fourier transform is, back in the image, a mean under a Gaussian of
/// standard deviation s. The gradient of the filtered image's phase is the local reciprocal vector, to first order that
/// mean of the true one: a step in strain is seen as an error function.
public struct GeometricPhase: Hashable, Sendable {
  /// Full width at half maximum of that Gaussian, 2.355 s, in the image's unit; four times the largest spacing when nil.
  ///
  /// The mask's standard deviation in the spectrum is 1/(2πs).
  public var resolution: Double?
  /// Pixels nearer to the image's border, or to a missing pixel, have no value: in the image's unit; when nil twice the
  /// resolution, but at most a quarter of the image's shorter side.
  ///
  /// Nearer, the mean under the Gaussian lacks what lies beyond. Of a uniform strain e relative to the given reflection,
  /// 0.64 e is then missing at the border itself, 0.32 e at half the resolution from it, 0.06 e at one resolution, 0.003 e
  /// at one and a half and 3e-5 e at two.
  public var margin: Double?
  /// Image pixels from one pixel of the strain map to the next.
  public var step = 1
  /// A reflection whose modulus is less than so many times the noise under the mask has no value there.
  public var minimumSNR = 4.0

  public init() {}
}

/// Why an image has no geometric phase analysis.
public enum GeometricPhaseError: Error, Hashable, Sendable {
  case strain(StrainError)
  /// A reflection (counted from 0) is given in another unit than the image's pixel size.
  case unit(reflection: Int, is: Calibration.Unit, image: Calibration.Unit)
  /// A reflection (counted from 0) is at zero frequency, or its planes are under two pixels apart.
  case outsideSpectrum(reflection: Int)
  /// The mask of a reflection (counted from 0) would hold more than it: what it may resolve at best.
  case tooFine(reflection: Int, resolution: Double, least: Double, unit: Calibration.Unit)
  /// The image is smaller than what is to be resolved in it: its shorter side.
  case tooCoarse(resolution: Double, side: Double, unit: Calibration.Unit)
  /// The margins leave nothing of the image.
  case nothingInside(margin: Double, unit: Calibration.Unit)
  case resolution(Double)
  case margin(Double)
  case step(Int)
  case minimumSNR(Double)
  /// `isCancelled` said so.
  case cancelled
}

extension GeometricPhaseError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .strain(let error): error.description
    case .unit(let index, let unit, let image):
      "reflection \(index + 1) is in \(unit.rawValue) and the image in \(image.rawValue): "
        + (image == .pixels ? "set the image's pixel size" : "give the reflection in \(image.rawValue)")
    case .outsideSpectrum(let index):
      "reflection \(index + 1) is at zero frequency, or its planes are less than two pixels apart: check the pixel size, "
        + "or bin the image less"
    case .tooFine(let index, let resolution, let least, let unit):
      "a resolution of \(NumberFormat.significant(resolution, digits: 3)) \(unit.rawValue) is finer than reflection "
        + "\(index + 1) allows, whose mask would reach zero frequency or the spot's own mirror image: use "
        + "\(NumberFormat.significant(least, digits: 3)) \(unit.rawValue) or more"
    case .tooCoarse(let resolution, let side, let unit):
      "a resolution of \(NumberFormat.significant(resolution, digits: 3)) \(unit.rawValue) is more than half of the image, "
        + "\(NumberFormat.significant(side, digits: 3)) \(unit.rawValue) on its shorter side: use a finer one"
    case .nothingInside(let margin, let unit):
      "nothing of the image is further than \(NumberFormat.significant(margin, digits: 3)) \(unit.rawValue) from its border "
        + "or a missing pixel: use a finer resolution or a smaller margin, or fill missing pixels first"
    case .resolution(let value): "the resolution must be more than 0, but is \(value)"
    case .margin(let value): "the margin must be 0 or more, but is \(value)"
    case .step(let step): "the step must be 1 to \(RollingWindow.steps.upperBound) pixels, but is \(step)"
    case .minimumSNR(let value): "the smallest signal to noise must be 0 or more, but is \(value)"
    case .cancelled: "the geometric phase analysis was cancelled"
    }
  }
}
