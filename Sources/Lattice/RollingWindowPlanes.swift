import Imaging

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

/// The planes of a map while threads fill them, tile by tile.
///
/// Of each reflection these are, in single precision, radius, angle, amplitude, σ of radius and angle and signal to
/// noise, and a byte of status; all else that a map shows is computed from them.
package final class MapPlanes: @unchecked Sendable {
  private let plan: RollingWindowPlan
  private let count: Int
  /// ``planesEach`` for every reflection.
  private let planes: [UnsafeMutablePointer<Float>]
  private let statuses: [UnsafeMutablePointer<WindowStatus>]
  private let geometries: [PeakGeometry]
  /// Asked by engines within a tile that takes long: whether what is left of it may be left undone.
  package let isCancelled: @Sendable () -> Bool

  /// ``isCancelled`` for code in C, whose context are the planes.
  static let isCancelledInC: @convention(c) (UnsafeMutableRawPointer?) -> Bool = { context in
    guard let context else { return false }
    return Unmanaged<MapPlanes>.fromOpaque(context).takeUnretainedValue().isCancelled()
  }

  static let planesEach = 6

  fileprivate init(
    _ plan: RollingWindowPlan, _ planes: [UnsafeMutablePointer<Float>],
    _ statuses: [UnsafeMutablePointer<WindowStatus>], _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.plan = plan
    (self.planes, self.statuses, self.isCancelled) = (planes, statuses, isCancelled)
    count = plan.rows * plan.columns
    geometries = plan.reflections.map { PeakGeometry($0, calibration: plan.image.calibration) }
  }

  /// Makes a tile's pixels ready to be stored: no value, status missing. It comes before the tile's first pixel.
  package func begin(_ tile: MapTile) {
    precondition(tile.rows.upperBound <= plan.rows && tile.columns.upperBound <= plan.columns)
    for row in tile.rows {
      let first = row * plan.columns + tile.columns.lowerBound
      for plane in planes { (plane + first).initialize(repeating: .nan, count: tile.columns.count) }
      for plane in statuses { (plane + first).initialize(repeating: .missing, count: tile.columns.count) }
    }
  }

  /// Stores what was found of a reflection at a map pixel.
  package func store(_ peak: WindowPeak, reflection: Int, row: Int, column: Int) {
    precondition(row >= 0 && row < plan.rows && column >= 0 && column < plan.columns)
    let pixel = row * plan.columns + column
    statuses[reflection][pixel] = peak.status
    guard peak.hasValue else { return }
    let values = geometries[reflection].values(of: peak)
    let first = Self.planesEach * reflection
    planes[first][pixel] = Float(values.radius)
    planes[first + 1][pixel] = Float(values.angle)
    planes[first + 2][pixel] = Float(peak.amplitude)
    planes[first + 3][pixel] = Float(values.radiusSigma)
    planes[first + 4][pixel] = Float(values.angleSigma)
    planes[first + 5][pixel] = Float(peak.snr)
  }

  /// Stores the same for every reflection.
  package func store(_ peak: WindowPeak, row: Int, column: Int) {
    for reflection in statuses.indices { store(peak, reflection: reflection, row: row, column: column) }
  }
}

extension RollingWindowPlan {
  /// The plan's map, whose planes are filled where they are to stay: nothing is copied.
  ///
  /// - Parameters:
  ///   - isCancelled: What ``MapPlanes/isCancelled`` is to ask.
  ///   - fill: Begins every tile and stores its pixels; returns whether it did, or was cancelled.
  /// - Returns: nil when cancelled.
  package func map(
    isCancelled: @escaping @Sendable () -> Bool = { false }, fill: (MapPlanes) -> Bool
  ) -> LatticeMap? {
    let count = rows * columns
    var planes = [[Float]](repeating: [], count: MapPlanes.planesEach * reflections.count)
    var statuses = [[WindowStatus]](repeating: [], count: reflections.count)
    var lent = (planes: [UnsafeMutablePointer<Float>](), statuses: [UnsafeMutablePointer<WindowStatus>]())
    var isWhole = false
    // Each array lends its memory while the next is made; the innermost call fills them all.
    func lendNext() {
      let index = lent.planes.count + lent.statuses.count
      if index < planes.count {
        planes[index] = [Float](unsafeUninitializedCapacity: count) { memory, initialized in
          guard let base = memory.baseAddress else { return }
          lent.planes.append(base)
          lendNext()
          initialized = isWhole ? count : 0
        }
      } else if index < planes.count + statuses.count {
        statuses[index - planes.count] = [WindowStatus](unsafeUninitializedCapacity: count) {
          memory, initialized in
          guard let base = memory.baseAddress else { return }
          lent.statuses.append(base)
          lendNext()
          initialized = isWhole ? count : 0
        }
      } else {
        isWhole = fill(MapPlanes(self, lent.planes, lent.statuses, isCancelled))
      }
    }
    lendNext()
    return isWhole ? map(planes, statuses) : nil
  }

  /// The map of planes that were filled; those of uncertainty may be empty.
  func map(_ planes: [[Float]], _ statuses: [[WindowStatus]]) -> LatticeMap {
    func plane(_ reflection: Int, _ plane: Int) -> Image {
      Image(
        rows: rows, columns: columns, pixels: planes[MapPlanes.planesEach * reflection + plane],
        calibration: image.calibration.scaled(by: Double(options.step)), name: image.name)
    }
    let maps = reflections.indices.map { index in
      // Planes of uncertainty only when there is anything in them.
      let isKnown = planes[MapPlanes.planesEach * index + 5].contains { !$0.isNaN }
      return ReflectionMap(
        reflection: reflections[index], window: options.window, sourceCalibration: image.calibration,
        radius: plane(index, 0), angle: plane(index, 1), amplitude: plane(index, 2),
        statuses: statuses[index],
        uncertainty: isKnown
          ? .init(radius: plane(index, 3), angle: plane(index, 4), snr: plane(index, 5))
          : nil)
    }
    return LatticeMap(
      source: image, options: options, reflectionMaps: maps, warnings: warnings + weaknessWarning(statuses))
  }

  /// Tells when most of the windows that were tried were too weak.
  private func weaknessWarning(_ statuses: [[WindowStatus]]) -> [RollingWindowWarning] {
    var counts = [Int](repeating: 0, count: 256)
    for plane in statuses { for status in plane { counts[Int(status.rawValue)] += 1 } }
    func count(_ status: WindowStatus) -> Int { counts[Int(status.rawValue)] }
    let untried = count(.missing) + (options.edge == .skip ? count(.edge) : 0)
    let (weak, tried) = (count(.weak), counts.reduce(0, +) - untried)
    guard 2 * weak > tried else { return [] }
    if options.estimator.isScaleFree {
      return [.underSNR(weak: weak, tried: tried, minimum: options.minimumSNR)]
    }
    return options.floor.map { [.underFloor(weak: weak, tried: tried, floor: $0)] } ?? []
  }
}
