import Imaging
import Numerics

/// A reflection found in one window, or the reason why not.
package struct WindowPeak: Sendable {
  /// Rows below zero frequency, FFT pixels; NaN without a value.
  package var row: Double
  /// Columns to the right of zero frequency, FFT pixels.
  package var column: Double
  /// Modulus of the tapered window's Fourier sum there.
  package var amplitude: Double
  package var status: WindowStatus
  /// ``amplitude`` over the root of the noise power per bin; NaN when the engine does not give it.
  package var snr: Double
  /// Of row and column; NaN when the engine does not give it.
  package var covariance: PositionCovariance

  package init(
    row: Double, column: Double, amplitude: Double, status: WindowStatus, snr: Double = .nan,
    covariance: PositionCovariance = .unknown
  ) {
    (self.snr, self.covariance) = (snr, covariance)
    self.row = row
    self.column = column
    self.amplitude = amplitude
    self.status = status
  }

  package static func none(_ status: WindowStatus) -> WindowPeak {
    WindowPeak(row: .nan, column: .nan, amplitude: .nan, status: status)
  }

  package var hasValue: Bool { !row.isNaN && !column.isNaN }
}

/// The planes of a map while threads fill them, each map pixel once and by one thread.
package final class MapPlanes: @unchecked Sendable {
  private let plan: RollingWindowPlan
  private let count: Int
  /// Of each reflection radius, angle, amplitude, σ of radius and angle, and signal to noise.
  private var planes: [UnsafeMutableBufferPointer<Float>]
  private static let planesEach = 6
  private let statuses: UnsafeMutablePointer<WindowStatus>
  /// Direction of each reflection, around which the map's angles are unwrapped.
  private let directions: [(angle: Double, cosine: Double, sine: Double)]
  private let pixelSizes: (x: Double, y: Double)

  init(_ plan: RollingWindowPlan) {
    self.plan = plan
    count = plan.rows * plan.columns
    directions = plan.reflections.map { reflection in
      let radians = reflection.angle * .pi / 180
      return (reflection.angle, .cos(radians), .sin(radians))
    }
    let calibration = plan.image.calibration
    pixelSizes = (calibration.pixelSizeX, calibration.pixelSizeY)
    planes = []
    for _ in 0..<Self.planesEach * directions.count {
      let plane = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
      plane.initialize(repeating: .nan)
      planes.append(plane)
    }
    statuses = .allocate(capacity: count * directions.count)
    statuses.initialize(repeating: .missing, count: count * directions.count)
  }

  deinit {
    for plane in planes { plane.deallocate() }
    statuses.deallocate()
  }

  /// Stores what was found of a reflection at a map pixel.
  package func store(_ peak: WindowPeak, reflection: Int, row: Int, column: Int) {
    precondition(row >= 0 && row < plan.rows && column >= 0 && column < plan.columns)
    let pixel = row * plan.columns + column
    statuses[reflection * count + pixel] = peak.status
    guard peak.hasValue else { return }
    let uncertainty = PositionUncertainty(peak, pixelSizes: pixelSizes)
    let first = Self.planesEach * reflection
    planes[first][pixel] = Float((peak.row * peak.row + peak.column * peak.column).squareRoot())
    planes[first + 1][pixel] = Float(angle(peak, directions[reflection]))
    planes[first + 2][pixel] = Float(peak.amplitude)
    planes[first + 3][pixel] = Float(uncertainty.radius)
    planes[first + 4][pixel] = Float(uncertainty.angle)
    planes[first + 5][pixel] = Float(peak.snr)
  }

  /// Stores the same for every reflection.
  package func store(_ peak: WindowPeak, row: Int, column: Int) {
    for reflection in directions.indices { store(peak, reflection: reflection, row: row, column: column) }
  }

  /// The finished map, for which the planes are given away one by one: it is asked for once.
  func map() -> LatticeMap {
    let reflections = plan.reflections.indices.map { index in
      ReflectionMap(
        reflection: plan.reflections[index], window: plan.options.window,
        sourceCalibration: plan.image.calibration,
        radius: plane(index, 0), angle: plane(index, 1), amplitude: plane(index, 2),
        statuses: Array(UnsafeBufferPointer(start: statuses + index * count, count: count)),
        uncertainty: uncertainty(index))
    }
    return LatticeMap(
      source: plan.image, options: plan.options, reflectionMaps: reflections,
      warnings: plan.warnings + floorWarning())
  }

  /// The planes of uncertainty, when there is anything in them.
  private func uncertainty(_ index: Int) -> ReflectionMap.Uncertainty? {
    let (radius, angle, snr) = (plane(index, 3), plane(index, 4), plane(index, 5))
    guard snr.pixels.contains(where: { !$0.isNaN }) else { return nil }
    return ReflectionMap.Uncertainty(radius: radius, angle: angle, snr: snr)
  }

  private func plane(_ reflection: Int, _ plane: Int) -> Image {
    let index = Self.planesEach * reflection + plane
    let pixels = Array(planes[index])
    planes[index].deallocate()
    planes[index] = UnsafeMutableBufferPointer(start: nil, count: 0)
    return Image(
      rows: plan.rows, columns: plan.columns, pixels: pixels,
      calibration: plan.image.calibration.scaled(by: Double(plan.options.step)), name: plan.image.name)
  }

  private func floorWarning() -> [RollingWindowWarning] {
    guard !plan.options.estimator.isScaleFree, let floor = plan.options.floor else { return [] }
    var (weak, tried) = (0, 0)
    for index in 0..<(count * directions.count) {
      switch statuses[index] {
      case .weak: (weak, tried) = (weak + 1, tried + 1)
      case .missing: break
      case .edge where plan.options.edge == .skip: break
      default: tried += 1
      }
    }
    return 2 * weak > tried ? [.underFloor(weak: weak, tried: tried, floor: floor)] : []
  }

  /// The direction of a peak, within (-90, 90] degrees of a reflection's.
  private func angle(_ peak: WindowPeak, _ direction: (angle: Double, cosine: Double, sine: Double)) -> Double
  {
    let (gx, gy) = (peak.column / pixelSizes.x, -peak.row / pixelSizes.y)
    let along = gx * direction.cosine + gy * direction.sine
    let across = gy * direction.cosine - gx * direction.sine
    return direction.angle + (along == 0 ? 90 : Double.atan(across / along) * 180 / .pi)
  }
}

/// 1σ of a reflection's radius and direction, from the covariance of its position.
package struct PositionUncertainty {
  /// FFT pixels.
  package let radius: Double
  /// Degrees.
  package let angle: Double

  package init(_ peak: WindowPeak, calibration: Calibration) {
    self.init(peak, pixelSizes: (calibration.pixelSizeX, calibration.pixelSizeY))
  }

  init(_ peak: WindowPeak, pixelSizes: (x: Double, y: Double)) {
    let (dy, dx) = (peak.row, peak.column)
    let square = dy * dy + dx * dx
    radius = (peak.covariance.variance(along: dy, dx) / square).squareRoot()
    // g = (dx / px, -dy / py) / N, and dφ = (gx dgy - gy dgx) / |g|².
    let (gx, gy) = (dx / pixelSizes.x, -dy / pixelSizes.y)
    let turn = peak.covariance.variance(along: -gx / pixelSizes.y, -gy / pixelSizes.x)
    angle = turn.squareRoot() / (gx * gx + gy * gy) * 180 / .pi
  }
}
