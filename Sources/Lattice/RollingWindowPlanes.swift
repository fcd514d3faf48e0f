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

  package init(row: Double, column: Double, amplitude: Double, status: WindowStatus) {
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
  /// Radius, angle and amplitude of each reflection, plane after plane.
  private let values: UnsafeMutablePointer<Float>
  private let statuses: UnsafeMutablePointer<WindowStatus>
  /// Angle of each reflection, around which the map's angles are unwrapped.
  private let angles: [Double]

  init(_ plan: RollingWindowPlan) {
    self.plan = plan
    count = plan.rows * plan.columns
    angles = plan.reflections.map(\.angle)
    values = .allocate(capacity: 3 * count * angles.count)
    values.initialize(repeating: .nan, count: 3 * count * angles.count)
    statuses = .allocate(capacity: count * angles.count)
    statuses.initialize(repeating: .missing, count: count * angles.count)
  }

  deinit {
    values.deallocate()
    statuses.deallocate()
  }

  /// Stores what was found of a reflection at a map pixel.
  package func store(_ peak: WindowPeak, reflection: Int, row: Int, column: Int) {
    precondition(row >= 0 && row < plan.rows && column >= 0 && column < plan.columns)
    let pixel = row * plan.columns + column
    statuses[reflection * count + pixel] = peak.status
    guard peak.hasValue else { return }
    let found = Reflection(
      dx: peak.column, dy: peak.row, window: plan.options.window, calibration: plan.image.calibration)
    let first = 3 * count * reflection + pixel
    values[first] = Float((peak.row * peak.row + peak.column * peak.column).squareRoot())
    values[first + count] = Float(angles[reflection] + Self.wrapped(found.angle - angles[reflection]))
    values[first + 2 * count] = Float(peak.amplitude)
  }

  /// Stores the same for every reflection.
  package func store(_ peak: WindowPeak, row: Int, column: Int) {
    for reflection in angles.indices { store(peak, reflection: reflection, row: row, column: column) }
  }

  /// The finished map.
  func map() -> LatticeMap {
    let reflections = plan.reflections.indices.map { index in
      ReflectionMap(
        reflection: plan.reflections[index], window: plan.options.window,
        sourceCalibration: plan.image.calibration,
        radius: plane(3 * index), angle: plane(3 * index + 1), amplitude: plane(3 * index + 2),
        statuses: Array(UnsafeBufferPointer(start: statuses + index * count, count: count)))
    }
    return LatticeMap(
      source: plan.image, options: plan.options, reflectionMaps: reflections,
      warnings: plan.warnings + floorWarning())
  }

  private func plane(_ index: Int) -> Image {
    Image(
      rows: plan.rows, columns: plan.columns,
      pixels: Array(UnsafeBufferPointer(start: values + index * count, count: count)),
      calibration: plan.image.calibration.scaled(by: Double(plan.options.step)), name: plan.image.name)
  }

  private func floorWarning() -> [RollingWindowWarning] {
    guard let floor = plan.options.floor else { return [] }
    var (weak, tried) = (0, 0)
    for index in 0..<(count * angles.count) {
      switch statuses[index] {
      case .weak: (weak, tried) = (weak + 1, tried + 1)
      case .missing: break
      case .edge where plan.options.edge == .skip: break
      default: tried += 1
      }
    }
    return 2 * weak > tried ? [.underFloor(weak: weak, tried: tried, floor: floor)] : []
  }

  /// An angle difference of directions without sense, in (-90, 90] degrees.
  private static func wrapped(_ difference: Double) -> Double {
    difference > 90 ? difference - 180 : difference <= -90 ? difference + 180 : difference
  }
}
