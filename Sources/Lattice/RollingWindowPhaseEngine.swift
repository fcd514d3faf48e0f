import CLatticeKernels
import Imaging

/// The phase of many windows at a time: untapered sums carried on from window to window, from which the tapered sum and
/// its derivatives follow at any frequency.
///
/// The inner loops are C, compiled for several instruction sets. The whole patch, and the noise around it, are looked at
/// in one window of some (a 32nd of the window's side apart), from which its neighbours start.
package final class PhaseKernelEngine: RollingWindowEngine {
  private let plan: RollingWindowPlan
  /// The kernel of all reflections, and what it keeps for each.
  private let kernel: lattice_kernel
  private let followers: [OpaquePointer]
  private let missing: MissingWindows?
  private let gain: PhaseGain
  private let results: UnsafeMutablePointer<Double>
  private let statuses: UnsafeMutablePointer<UInt8>

  private static let columns = Int(LATTICE_PHASE_COLUMNS)

  /// Image rows from a tile's first window to its last: every tile starts its sums anew, and is a few hundredths of a
  /// second's work.
  private static func height(_ plan: RollingWindowPlan) -> Int {
    // Whole groups of windows that are surveyed together.
    max(1, 3 * max(128, plan.options.window) / plan.options.step / 8) * 8
  }

  package static func tiles(_ plan: RollingWindowPlan) -> [MapTile] {
    let height = height(plan)
    return stride(from: 0, to: plan.rows, by: height).flatMap { row in
      stride(from: 0, to: plan.columns, by: columns).map { column in
        MapTile(
          rows: row..<min(row + height, plan.rows), columns: column..<min(column + columns, plan.columns))
      }
    }
  }

  package init(_ plan: RollingWindowPlan) {
    self.plan = plan
    guard case .kernel(let set, let doublePrecision) = plan.arithmetic,
      let kernel = set.kernel(doublePrecision: doublePrecision ?? plan.pixelRange.needsDoublePrecision)?
        .pointee
    else { preconditionFailure("the plan asks for a kernel that this machine does not have") }
    self.kernel = kernel
    missing = plan.pixelRange.hasMissing ? MissingWindows(plan) : nil
    gain = PhaseGain(window: plan.options.window, taper: plan.options.taper)
    let surroundings = PatchSurroundings(of: plan.patches, window: plan.options.window)
    followers = plan.patches.indices.map { Self.follower(kernel, plan, $0, surroundings) }
    let count = Self.height(plan) * Self.columns
    results = .allocate(capacity: 4 * count)
    results.initialize(repeating: 0, count: 4 * count)
    statuses = .allocate(capacity: count)
    statuses.initialize(repeating: 0, count: count)
  }

  deinit {
    for follower in followers { kernel.free_phase(follower) }
    results.deallocate()
    statuses.deallocate()
  }

  private static func follower(
    _ kernel: lattice_kernel, _ plan: RollingWindowPlan, _ index: Int, _ surroundings: PatchSurroundings
  ) -> OpaquePointer {
    let (options, patch) = (plan.options, plan.patches[index])
    guard let slopes = options.taper.slopes(options.window), let cosines = options.taper.cosines else {
      preconditionFailure("\(options.taper) has no derivative")
    }
    let reach = max(options.patch / 2, Int(PatchSurroundings.ring.upperBound))
    var settings = lattice_phase_settings()
    settings.window = Int32(options.window)
    settings.cosines = (cosines[0], cosines[1], cosines[2])
    settings.step = Int32(options.step)
    settings.map_rows = Int32(height(plan))
    settings.side = Int32(options.patch)
    settings.first_row = Int32(patch.firstRow - options.window / 2)
    settings.first_column = Int32(patch.firstColumn - options.window / 2)
    settings.noise_side = Int32(2 * reach + 1)
    settings.level = plan.pixelRange.mean
    settings.scale = plan.pixelRange.deviationScale
    settings.least_snr = options.minimumSNR
    let follower = options.taper.weights(options.window).withUnsafeBufferPointer { taper in
      slopes.withUnsafeBufferPointer { slopes in
        surroundings.isNoise(inPatch: index, reach: reach).withUnsafeBufferPointer { isNoise in
          (settings.taper, settings.slope) = (taper.baseAddress, slopes.baseAddress)
          settings.is_noise = isNoise.baseAddress
          return kernel.make_phase(&settings)
        }
      }
    }
    guard let follower else { preconditionFailure("out of memory for a window of \(options.window) pixels") }
    return follower
  }

  package func evaluate(_ tile: MapTile, into planes: MapPlanes) {
    let saved = lattice_flush_denormals()
    defer { lattice_restore_denormals(saved) }
    let hidden = missing?.find(tile, stride: Self.columns)
    for index in followers.indices {
      follow(tile, index, planes)
      store(tile, index, hidden, into: planes)
    }
  }

  private func follow(_ tile: MapTile, _ index: Int, _ planes: MapPlanes) {
    let options = plan.options
    let count = tile.rows.count * Self.columns
    plan.image.pixels.withUnsafeBufferPointer { pixels in
      var job = lattice_phase_tile(
        pixels: pixels.baseAddress, rows: Int32(plan.image.rows), columns: Int32(plan.image.columns),
        top: Int32(tile.rows.lowerBound * options.step - options.window / 2),
        left: Int32(tile.columns.lowerBound * options.step - options.window / 2),
        map_rows: Int32(tile.rows.count), map_columns: Int32(tile.columns.count),
        is_cancelled: MapPlanes.isCancelledInC, context: Unmanaged.passUnretained(planes).toOpaque(),
        found_row: results, found_column: results + count, power: results + 2 * count,
        noise: results + 3 * count, status: statuses)
      kernel.follow_phase(followers[index], &job)
    }
  }

  private func store(_ tile: MapTile, _ index: Int, _ hidden: [Bool]?, into planes: MapPlanes) {
    let (image, step) = (plan.image, plan.options.step)
    let count = tile.rows.count * Self.columns
    let acrossGains = tile.columns.map { gain.axis(at: $0 * step, extent: image.columns).variance }
    let downGains = tile.rows.map { gain.axis(at: $0 * step, extent: image.rows).variance }
    planes.store(tile, width: Self.columns, plan: plan, reflection: index, hidden: hidden) {
      place, row, column in
      guard statuses[place] == LATTICE_OK else {
        return .none(WindowStatus(rawValue: statuses[place]) ?? .notConverged)
      }
      let (power, noise) = (results[place + 2 * count], results[place + 3 * count])
      let covariance = PositionCovariance(row: downGains[row], column: acrossGains[column]) * (noise / power)
      // What noise moves by more than a pixel was not found.
      guard !(max(covariance.row, covariance.column) > 1) else { return .none(.notConverged) }
      return WindowPeak(
        row: results[place], column: results[place + count], amplitude: power.squareRoot(), status: .ok,
        snr: (power / noise).squareRoot(), covariance: covariance)
    }
  }
}
