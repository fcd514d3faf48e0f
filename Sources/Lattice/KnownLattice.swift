import Imaging
import Numerics

/// A reflection as measured on an image, with what its spacing is known to be.
public struct KnownSpacing: Hashable, Sendable {
  public var reflection: Reflection
  /// nm.
  public var spacing: Double
  /// 1σ of ``spacing``, nm.
  public var sigma: Double

  public init(_ reflection: Reflection, spacing: Double, sigma: Double = 0) {
    (self.reflection, self.spacing, self.sigma) = (reflection, spacing, sigma)
  }
}

extension Image {
  /// This image with the pixel size at which a reflection has its known spacing.
  ///
  /// The reflection is measured anew by the phase gradient over the image or a region. The 1σ of the pixel size,
  /// ``Calibration/relativeSigma``, holds that of the known spacing and that of the measurement: what noise does, or the
  /// spread of the windows over the root of their number without overlap, whichever is more.
  public func calibrated(
    _ known: KnownSpacing, region: Mask? = nil, threads: Int = 1
  ) throws(CalibrationError) -> Image {
    let measured = try measured([known], region: region, threads: threads)
    return rescaled(by: known.spacing / measured[0].spacing, relativeSigma: known.relativeSigma(measured[0]))
  }

  /// This image without the linear distortion that two reflections tell of, and calibrated by them.
  ///
  /// A scan that drifts, or whose axes are not alike, maps r to D r. Two reflections of known spacings and angle give D
  /// up to a rotation; it is taken to have none. The image is resampled by the inverse of D over the root of its
  /// determinant, which becomes the pixel size.
  ///
  /// - Parameter angle: Between the normals of the two sets of planes, degrees, more than 5 and less than 175.
  public func calibrated(
    _ first: KnownSpacing, _ second: KnownSpacing, angle: Double, region: Mask? = nil, threads: Int = 1
  ) throws(CalibrationError) -> Image {
    guard angle > 5, angle < 175 else { throw .angle(angle) }
    let known = [first, second]
    let found = try measured(known, region: region, threads: threads)
    let g = found.map { Vector2(length: 1 / $0.spacing, direction: $0.angle) }
    let between = found[1].angle - found[0].angle
    // Of ±g, and of the two senses of turning, the choice nearest to what is seen.
    let turns = [angle, -angle, 180 - angle, angle - 180]
    let distance = { (turn: Double) in abs((turn - between).remainder(dividingBy: 360)) }
    let turn = turns.min { distance($0) < distance($1) } ?? angle
    guard distance(turn) < 20 else { throw .foreignAngle(found: abs(between), known: angle) }
    let k = [
      Vector2(length: 1 / first.spacing, direction: found[0].angle),
      Vector2(length: 1 / second.spacing, direction: found[0].angle + turn),
    ]
    // g goes to k by M = K G⁻¹, and lengths r by its inverse transpose; of that the stretch without the rotation.
    let M = Matrix2(columns: k[0], k[1]) * Matrix2(columns: g[0], g[1]).inverse
    let stretch = M.inverse.transposed.rightStretch
    let scale = stretch.determinant.squareRoot()
    let sigma = zip(known, found).reduce(0) { sum, pair in
      let own = pair.0.relativeSigma(pair.1)
      return sum + own * own / 4
    }.squareRoot()
    let moved: Image
    do throws(ImageError) {
      moved = try mapped(
        by: LinearMap(
          xx: stretch.xx / scale, xy: stretch.xy / scale, yx: stretch.yx / scale, yy: stretch.yy / scale))
    } catch {
      throw .image(error)
    }
    return moved.rescaled(by: scale, relativeSigma: sigma)
  }

  private func rescaled(by factor: Double, relativeSigma: Double) -> Image {
    var image = self
    image.calibration = Calibration(
      pixelSizeX: calibration.pixelSizeX * factor, pixelSizeY: calibration.pixelSizeY * factor,
      unit: .nanometres, source: .script, relativeSigma: relativeSigma)
    return image
  }

  /// What the image says of the reflections, over all windows wholly inside.
  private func measured(
    _ known: [KnownSpacing], region: Mask?, threads: Int
  ) throws(CalibrationError) -> [MeasuredSpacing] {
    for item in known where !Calibration.pixelSizes.contains(item.spacing) || !(item.sigma >= 0) {
      throw .spacing(item.spacing, sigma: item.sigma)
    }
    let refined: [Reflection]
    do throws(RefinementError) {
      refined = try refine(known.map(\.reflection), region: region)
    } catch {
      throw .refinement(error)
    }
    var options = RollingWindow()
    options.window = min(
      max(64, searchWindow(for: refined)), min(rows, columns), RollingWindow.windows.upperBound)
    if let region { options.window = SearchWindows.side(from: options.window, inside: region) }
    options.step = max(1, options.window / 4)
    (options.estimator, options.edge, options.patch) = (.phase, .skip, 7)
    let map: LatticeMap
    do throws(RollingWindowError) {
      map = try roll(options, reflections: refined, threads: threads)
    } catch {
      throw .rolling(error)
    }
    var found: [MeasuredSpacing] = []
    do throws(ImageError) {
      for index in refined.indices { found.append(try measured(map, index, region)) }
    } catch {
      throw .image(error)
    }
    return found
  }

  private func measured(
    _ map: LatticeMap, _ index: Int, _ region: Mask?
  ) throws(ImageError) -> MeasuredSpacing {
    // Windows wholly inside, where there are any.
    let inner = try region.map { region throws(ImageError) in try region.eroded(map.window) }
    var mean = try map.mean(index, in: inner)
    if mean.count == 0 { mean = try map.mean(index, in: region) }
    guard mean.count > 0 else {
      throw .invalid("no window shows reflection \(index + 1): choose another region")
    }
    // Four windows along each axis overlap.
    let windows = max(1, Double(mean.count) / 16)
    let spread = mean.spacingStd / windows.squareRoot()
    let noise = mean.spacingSigma.isFinite ? mean.spacingSigma : 0
    return MeasuredSpacing(spacing: mean.spacing, sigma: max(noise, spread), angle: mean.angle)
  }
}

/// What an image says of a reflection.
private struct MeasuredSpacing {
  var spacing: Double
  var sigma: Double
  /// Degrees.
  var angle: Double
}

extension KnownSpacing {
  /// 1σ of the ratio of the known spacing to the measured one, as a fraction.
  fileprivate func relativeSigma(_ measured: MeasuredSpacing) -> Double {
    let (own, other) = (sigma / spacing, measured.sigma / measured.spacing)
    return (own * own + other * other).squareRoot()
  }
}

extension Matrix2 {
  fileprivate init(columns a: Vector2, _ b: Vector2) { self.init(xx: a.x, xy: b.x, yx: a.y, yy: b.y) }

  /// U of the polar decomposition F = R U: the root of FᵀF.
  fileprivate var rightStretch: Matrix2 {
    let square = transposed * self
    let root = square.determinant.squareRoot()
    return (1 / (square.trace + 2 * root).squareRoot()) * (square + root * .identity)
  }
}

/// Why an image cannot be calibrated by reflections.
public enum CalibrationError: Error, Hashable, Sendable {
  /// The known spacing, nm, and its 1σ.
  case spacing(Double, sigma: Double)
  /// The known angle between two reflections, degrees.
  case angle(Double)
  /// The angle between two reflections as found, and the known one, degrees.
  case foreignAngle(found: Double, known: Double)
  case refinement(RefinementError)
  case rolling(RollingWindowError)
  case image(ImageError)
}

extension CalibrationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .spacing(let spacing, let sigma):
      "the spacing must be positive and its uncertainty 0 or more, but they are \(spacing) and \(sigma) nm"
    case .angle(let angle): "the angle must be more than 5 and less than 175 degrees, but is \(angle)"
    case .foreignAngle(let found, let known):
      "the reflections are \(NumberFormat.significant(found, digits: 4))° apart, too far from \(known)°: are they these "
        + "planes?"
    case .refinement(let error): "\(error)"
    case .rolling(let error): "\(error)"
    case .image(let error): "\(error)"
    }
  }
}
