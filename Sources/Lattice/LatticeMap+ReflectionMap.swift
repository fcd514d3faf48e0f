import Imaging
import Numerics

/// What a rolling window measured of one reflection.
///
/// Stored are the radius and the angle, which together are the reflection's vector g, the amplitude and the status;
/// all else follows from them. A pixel without a value is NaN in every plane.
public struct ReflectionMap: Sendable {
  /// The reflection as it was selected.
  public let reflection: Reflection
  /// Side N of the window, pixels of the source.
  public let window: Int
  /// The source's calibration.
  public let sourceCalibration: Calibration
  /// Distance of the reflection from zero frequency, FFT pixels.
  public private(set) var radius: Image
  /// Direction of g in degrees, within 90 of ``reflection``'s angle and not folded, so that differences and means are
  /// safe.
  public private(set) var angle: Image
  /// Modulus |X| of the tapered window's Fourier sum at the position found, without normalisation.
  public private(set) var amplitude: Image
  /// How each value came about, row after row.
  public let statuses: [WindowStatus]

  /// - Precondition: All planes have one size.
  public init(
    reflection: Reflection, window: Int, sourceCalibration: Calibration, radius: Image, angle: Image,
    amplitude: Image,
    statuses: [WindowStatus]
  ) {
    precondition(radius.size == angle.size && radius.size == amplitude.size && radius.count == statuses.count)
    self.reflection = reflection
    self.window = window
    self.sourceCalibration = sourceCalibration
    self.radius = radius
    self.angle = angle
    self.amplitude = amplitude
    self.statuses = statuses
    self.radius.label = "q (FFT px)"
    self.angle.label = "angle (°)"
    self.amplitude.label = "|X|"
  }

  public var rows: Int { radius.rows }
  public var columns: Int { radius.columns }

  /// Bytes that the planes take in memory.
  public var byteCount: Int { radius.byteCount + angle.byteCount + amplitude.byteCount + statuses.count }

  /// The status as numbers: ``WindowStatus``'s raw values.
  public var status: Image {
    var image = radius.with(pixels: statuses.map { Float($0.rawValue) })
    image.label = "status"
    return image
  }

  /// Plane spacing d in the source's unit: N × pixel size / radius. Where pixels are not square, the pixel size
  /// across the fringes.
  public var spacing: Image {
    let scale = Double(window)
    let (width, height) = (sourceCalibration.pixelSizeX, sourceCalibration.pixelSizeY)
    let pixels: [Float]
    if width == height {
      pixels = radius.pixels.map { Float(scale * width / Double($0)) }
    } else {
      pixels = zip(radius.pixels, angle.pixels).map { radius, angle in
        Float(scale * pixelSize(along: Double(angle)) / Double(radius))
      }
    }
    var image = radius.with(pixels: pixels)
    image.label = "d (\(sourceCalibration.unit.rawValue))"
    return image
  }

  /// Signal to noise; NaN, as no estimator gives it yet.
  public var snr: Image { unknown("SNR") }
  /// 1σ uncertainty of ``spacing``; NaN, as no estimator gives it yet.
  public var spacingSigma: Image { unknown("σ of d (\(sourceCalibration.unit.rawValue))") }
  /// 1σ uncertainty of ``angle``; NaN, as no estimator gives it yet.
  public var angleSigma: Image { unknown("σ of the angle (°)") }
  /// 1σ uncertainty of ``radius``; NaN, as no estimator gives it yet.
  public var radiusSigma: Image { unknown("σ of q (FFT px)") }

  private func unknown(_ label: String) -> Image {
    var image = Image(rows: rows, columns: columns, value: .nan, calibration: radius.calibration)
    (image.name, image.label) = (radius.name, label)
    return image
  }

  /// With g at an angle φ, an FFT radius q is |g| N sqrt((px cos φ)² + (py sin φ)²).
  private func pixelSize(along angle: Double) -> Double {
    let x = sourceCalibration.pixelSizeX * Double.cos(angle * .pi / 180)
    let y = sourceCalibration.pixelSizeY * Double.sin(angle * .pi / 180)
    return (x * x + y * y).squareRoot()
  }

  /// The planes with only those pixels whose place (row after row) `keeps`; others that had a value become NaN in
  /// every plane, with the status ``WindowStatus/rejected``.
  func keeping(_ keeps: (Int) -> Bool) -> ReflectionMap {
    var planes = (radius.pixels, angle.pixels, amplitude.pixels)
    var statuses = statuses
    for index in statuses.indices where !planes.0[index].isNaN && !keeps(index) {
      planes.0[index] = .nan
      planes.1[index] = .nan
      planes.2[index] = .nan
      statuses[index] = .rejected
    }
    return with(
      radius: radius.with(pixels: planes.0), angle: angle.with(pixels: planes.1),
      amplitude: amplitude.with(pixels: planes.2), statuses: statuses)
  }

  func with(radius: Image, angle: Image, amplitude: Image, statuses: [WindowStatus]) -> ReflectionMap {
    ReflectionMap(
      reflection: reflection, window: window, sourceCalibration: sourceCalibration, radius: radius,
      angle: angle,
      amplitude: amplitude, statuses: statuses)
  }
}
