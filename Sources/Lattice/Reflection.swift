import Imaging
import Numerics

/// One reflection: a set of lattice planes, by its reciprocal vector g.
///
/// Directions are as seen on the screen: x to the right, y UP. `gx` and `gy` keep the sign they were given (the
/// reflection and its Friedel partner -g describe the same planes), because that is where the spectrum is read.
public struct Reflection: Hashable, Sendable {
  /// The plane spacings that make sense, in either unit: what is beyond is a slip of the pen or a damaged file.
  public static let spacings = 1e-9...1e12

  /// Component of g to the right, in 1/``unit``.
  public var gx: Double
  /// Component of g upwards, in 1/``unit``.
  public var gy: Double
  /// The unit of the spacing: ``Calibration/Unit/nanometres`` or ``Calibration/Unit/pixels``.
  public var unit: Calibration.Unit
  /// Signal to noise, as found; nil when the reflection was given by hand.
  public var snr: Double?
  /// A name such as `"111"`, or nil.
  public var label: String?

  public init(gx: Double, gy: Double, unit: Calibration.Unit, snr: Double? = nil, label: String? = nil) {
    self.gx = gx
    self.gy = gy
    self.unit = unit
    self.snr = snr
    self.label = label
  }

  /// The reflection of planes `spacing` apart, with g at `angle` degrees (counter-clockwise from x).
  public init(spacing: Double, angle: Double, unit: Calibration.Unit, label: String? = nil) {
    let radians = angle * .pi / 180
    self.init(gx: Double.cos(radians) / spacing, gy: Double.sin(radians) / spacing, unit: unit, label: label)
  }

  /// The reflection at an offset from the zero-frequency pixel of an N × N spectrum.
  ///
  /// - Parameters:
  ///   - dx: Columns to the right of zero frequency, FFT pixels.
  ///   - dy: Rows BELOW zero frequency, FFT pixels, as read off a displayed spectrum.
  ///   - window: Side N of the window, pixels.
  ///   - calibration: That of the image.
  ///   - snr: Signal to noise, when it was found and not given.
  public init(dx: Double, dy: Double, window: Int, calibration: Calibration, snr: Double? = nil) {
    self.init(
      gx: dx / (Double(window) * calibration.pixelSizeX), gy: -dy / (Double(window) * calibration.pixelSizeY),
      unit: calibration.unit, snr: snr)
  }

  /// The offset from the zero-frequency pixel of an N × N spectrum: dx columns to the right, dy rows BELOW.
  public func offset(window: Int, calibration: Calibration) -> (dx: Double, dy: Double) {
    (gx * Double(window) * calibration.pixelSizeX, -gy * Double(window) * calibration.pixelSizeY)
  }

  /// Plane spacing d = 1/|g|, in ``unit``.
  public var spacing: Double { 1 / (gx * gx + gy * gy).squareRoot() }

  /// Direction of g, across the fringes, in degrees counter-clockwise from x, folded to [0, 180).
  public var angle: Double {
    let folded = Double.atan2(y: gy, x: gx) * 180 / .pi
    let positive = folded < 0 ? folded + 180 : folded
    return positive >= 180 ? positive - 180 : positive
  }

  /// The angle from this reflection's planes to those of `other`, in degrees in (-90, 90], counter-clockwise.
  public func angle(to other: Reflection) -> Double {
    var difference = other.angle - angle
    if difference > 90 { difference -= 180 }
    if difference <= -90 { difference += 180 }
    return difference
  }
}

extension Reflection {
  /// Direction of g, in degrees counter-clockwise from x, in (-180, 180]: with the spacing it gives g with its sign.
  public var direction: Double { Double.atan2(y: gy, x: gx) * 180 / .pi }
}
