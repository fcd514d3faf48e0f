import Imaging
import Numerics

/// What a rolling window measured of one reflection.
///
/// Stored are the radius and the angle, which together are the reflection's vector g, the amplitude and the status, and
/// what is known of their uncertainty; all else follows from them. A pixel without a value is NaN in every plane.
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
  /// nil when the planes were made without.
  public let uncertainty: Uncertainty?
  /// Side of the blocks over which the planes were averaged, map pixels; 1 when they were not.
  public let blockSide: Int

  /// How far noise moves a window's values: 1σ, from the noise found around the peak in the window's own spectrum.
  ///
  /// What else a window holds is not in it: an edge of the particle, a grain boundary, a change of the lattice across it.
  public struct Uncertainty: Sendable {
    /// Of the radius, FFT pixels.
    public var radius: Image
    /// Of the angle, degrees.
    public var angle: Image
    /// Signal to noise |X| / √P: the modulus at the position found over the root of the noise power per bin.
    public var snr: Image

    public init(radius: Image, angle: Image, snr: Image) {
      (self.radius, self.angle, self.snr) = (radius, angle, snr)
      self.radius.label = "σ of q (FFT px)"
      self.angle.label = "σ of the angle (°)"
      self.snr.label = "SNR"
    }
  }

  /// - Precondition: All planes have one size.
  public init(
    reflection: Reflection, window: Int, sourceCalibration: Calibration, radius: Image, angle: Image,
    amplitude: Image, statuses: [WindowStatus], uncertainty: Uncertainty? = nil, blockSide: Int = 1
  ) {
    let others = [angle, amplitude] + (uncertainty.map { [$0.radius, $0.angle, $0.snr] } ?? [])
    precondition(
      others.allSatisfy { $0.size == radius.size } && radius.count == statuses.count && blockSide > 0)
    (self.uncertainty, self.blockSide) = (uncertainty, blockSide)
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
  public var byteCount: Int {
    radius.byteCount * (uncertainty == nil ? 3 : 6) + statuses.count
  }

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

  /// Signal to noise |X| / √P; NaN when ``uncertainty`` is nil, as are all three σ.
  public var snr: Image { uncertainty?.snr ?? unknown("SNR") }
  /// 1σ uncertainty of ``angle``, degrees.
  public var angleSigma: Image { uncertainty?.angle ?? unknown("σ of the angle (°)") }
  /// 1σ uncertainty of ``radius``, FFT pixels.
  public var radiusSigma: Image { uncertainty?.radius ?? unknown("σ of q (FFT px)") }
  /// 1σ uncertainty of ``spacing``, in the source's unit: that of noise, and that of the pixel size
  /// (``Imaging/Calibration/relativeSigma``), which is one and the same error for all pixels.
  public var spacingSigma: Image {
    let share = sourceCalibration.relativeSigma
    guard share > 0, uncertainty != nil else { return randomSpacingSigma }
    let random = randomSpacingSigma
    var image = random.with(
      pixels: zip(random.pixels, spacing.pixels).map { random, spacing in
        let (own, shared) = (Double(random), share * Double(spacing))
        return Float((own * own + shared * shared).squareRoot())
      })
    image.label = random.label
    return image
  }

  /// The part of ``spacingSigma`` that comes from noise: d σ(q) / q.
  ///
  /// Where pixels are not square, the errors along rows and columns are taken to be as large, in FFT pixels.
  var randomSpacingSigma: Image {
    let label = "σ of d (\(sourceCalibration.unit.rawValue))"
    guard let uncertainty else { return unknown(label) }
    let size = Double(window)
    let (width, height) = (sourceCalibration.pixelSizeX, sourceCalibration.pixelSizeY)
    let pixels: [Float]
    if width == height {
      pixels = zip(radius.pixels, uncertainty.radius.pixels).map { radius, sigma in
        Float(size * width * Double(sigma) / (Double(radius) * Double(radius)))
      }
    } else {
      pixels = radius.pixels.indices.map { index in
        let (radius, angle) = (Double(radius.pixels[index]), Double(angle.pixels[index]) * .pi / 180)
        let (x, y) = (Double.cos(angle) / width, Double.sin(angle) / height)
        let spacing = size * pixelSize(along: angle * 180 / .pi) / radius
        return Float(
          spacing * spacing * Double(uncertainty.radius.pixels[index]) * (x * x + y * y).squareRoot() / size)
      }
    }
    var image = radius.with(pixels: pixels)
    image.label = label
    return image
  }

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
    // A pixel rejected before is NaN already, so that the new statuses tell which ones to drop.
    var statuses = statuses
    var isWhole = true
    radius.pixels.withUnsafeBufferPointer { radii in
      for index in radii.indices where !radii[index].isNaN && !keeps(index) {
        statuses[index] = .rejected
        isWhole = false
      }
    }
    if isWhole { return self }
    func kept(_ image: Image) -> Image {
      var pixels = image.pixels
      statuses.withUnsafeBufferPointer { statuses in
        for index in statuses.indices where statuses[index] == .rejected { pixels[index] = .nan }
      }
      return image.with(pixels: pixels)
    }
    return with(
      radius: kept(radius), angle: kept(angle), amplitude: kept(amplitude), statuses: statuses,
      uncertainty: uncertainty.map {
        Uncertainty(radius: kept($0.radius), angle: kept($0.angle), snr: kept($0.snr))
      })
  }

  func with(
    radius: Image, angle: Image, amplitude: Image, statuses: [WindowStatus], uncertainty: Uncertainty?,
    blockSide: Int? = nil
  ) -> ReflectionMap {
    ReflectionMap(
      reflection: reflection, window: window, sourceCalibration: sourceCalibration, radius: radius,
      angle: angle,
      amplitude: amplitude, statuses: statuses, uncertainty: uncertainty,
      blockSide: blockSide ?? self.blockSide)
  }
}
