/// How large a pixel is, in which unit, and how that is known.
///
/// A calibration is a value that travels with an image: binning, cropping and the stride of a map carry it along.
/// An image of unknown scale has the unit ``Unit/pixels`` and a pixel size of 1.
public struct Calibration: Hashable, Sendable {
  /// What one unit of ``pixelSizeX`` and ``pixelSizeY`` is.
  public enum Unit: String, Hashable, Sendable {
    case pixels = "px"
    case nanometres = "nm"
    case perPixel = "1/px"
    case perNanometre = "1/nm"

    /// The unit of the Fourier transform's axes: 1/nm for nm, and the reverse.
    public var reciprocal: Unit {
      switch self {
      case .pixels: .perPixel
      case .nanometres: .perNanometre
      case .perPixel: .pixels
      case .perNanometre: .nanometres
      }
    }
  }

  /// Where the pixel size came from.
  public enum Source: Hashable, Sendable {
    /// Nowhere: the image is not calibrated.
    case none
    /// A tag or field of the file, by name: `"ImageJ description"`, `"XResolution"`.
    case tag(String)
    /// Another file, by path.
    case file(String)
    /// The script set it.
    case script
    /// Fringe computed the image: a simulation, a spectrum.
    case computed
  }

  /// The pixel sizes that an image may be given, nm: what is beyond is a slip of the pen or a damaged file.
  public static let pixelSizes = 1e-9...1e9

  /// Width of a pixel (along a row), in ``unit``; finite and positive.
  public var pixelSizeX: Double
  /// Height of a pixel (along a column), in ``unit``; finite and positive.
  public var pixelSizeY: Double
  public var unit: Unit
  public var source: Source
  /// 1σ of the pixel size as a fraction of it, the same for all pixels: a systematic part of the uncertainty of every
  /// length, which no mean makes smaller. 0 where it is not known.
  public var relativeSigma: Double

  public init(pixelSizeX: Double, pixelSizeY: Double, unit: Unit, source: Source, relativeSigma: Double = 0) {
    precondition(pixelSizeX > 0 && pixelSizeX.isFinite && pixelSizeY > 0 && pixelSizeY.isFinite)
    self.relativeSigma = relativeSigma
    self.pixelSizeX = pixelSizeX
    self.pixelSizeY = pixelSizeY
    self.unit = unit
    self.source = source
  }

  /// Square pixels of `pixelSize` `unit` a side.
  public init(pixelSize: Double, unit: Unit, source: Source) {
    self.init(pixelSizeX: pixelSize, pixelSizeY: pixelSize, unit: unit, source: source)
  }

  /// Lengths in pixels.
  public static let none = Calibration(pixelSize: 1, unit: .pixels, source: .none)

  /// The geometric mean of the pixel's width and height, in ``unit``.
  public var pixelSize: Double {
    pixelSizeX == pixelSizeY ? pixelSizeX : (pixelSizeX * pixelSizeY).squareRoot()
  }

  /// Whether lengths are known in nanometres (or spatial frequencies in 1/nm).
  public var isCalibrated: Bool { unit == .nanometres || unit == .perNanometre }

  /// Whether width and height differ by more than 0.1 %.
  public var isAnisotropic: Bool { abs(pixelSizeX / pixelSizeY - 1) > 1e-3 }

  /// The calibration of pixels `factor` times as wide and high. An uncalibrated image stays at 1 px.
  public func scaled(by factor: Double) -> Calibration { scaled(x: factor, y: factor) }

  /// The calibration of pixels `x` times as wide and `y` times as high. An uncalibrated image stays at 1 px.
  public func scaled(x: Double, y: Double) -> Calibration {
    guard isCalibrated else { return self }
    var scaled = self
    (scaled.pixelSizeX, scaled.pixelSizeY) = (pixelSizeX * x, pixelSizeY * y)
    return scaled
  }

  /// Width and height exchanged, as by a transposition or a quarter turn.
  public var transposed: Calibration {
    var transposed = self
    (transposed.pixelSizeX, transposed.pixelSizeY) = (pixelSizeY, pixelSizeX)
    return transposed
  }
}
