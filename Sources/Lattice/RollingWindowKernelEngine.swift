import CLatticeKernels
import Imaging

/// Spectra carried on from window to window, and a Gaussian fitted to the log amplitude of many windows at a time.
///
/// The inner loops are C, compiled for several instruction sets.
package final class GaussianKernelEngine: RollingWindowEngine {
  private let plan: RollingWindowPlan
  /// The kernel of each reflection, and what it keeps.
  private let kernels: [lattice_kernel]
  private let walkers: [OpaquePointer]
  private let missing: MissingWindows?
  private let positions: UnsafeMutablePointer<Double>
  private let statuses: UnsafeMutablePointer<UInt8>

  private static let columns = Int(LATTICE_TILE_COLUMNS)

  /// Map rows of a tile.
  ///
  /// Every tile starts its sums anew, from as many image rows as the window has: tall tiles cost less, but rounding
  /// errors grow along them. So they are about 512 image rows, or one window, and nearly equal.
  private static func height(_ plan: RollingWindowPlan) -> Int {
    let most = max(1, max(512, plan.options.window) / plan.options.step)
    let bands = (plan.rows + most - 1) / most
    return (plan.rows + bands - 1) / bands
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
    let options = plan.options
    let kernels = plan.patches.compactMap { patch -> lattice_kernel? in
      guard case .kernel(let set, let doublePrecision) = plan.arithmetic else { return nil }
      let isDouble = doublePrecision ?? patch.needsDoublePrecision(window: options.window)
      return set.kernel(doublePrecision: isDouble)?.pointee
    }
    precondition(
      kernels.count == plan.patches.count, "the plan asks for a kernel that this machine does not have")
    self.kernels = kernels
    missing = plan.pixelRange.hasMissing ? MissingWindows(plan) : nil
    let surroundings = PatchSurroundings(of: plan.patches, window: options.window)
    walkers = plan.patches.indices.map { index in
      Self.walker(kernels[index], plan, plan.patches[index], isNoise: surroundings.isNoise(inPatch: index))
    }
    let count = Self.height(plan) * Self.columns
    positions = .allocate(capacity: 4 * count)
    positions.initialize(repeating: 0, count: 4 * count)
    statuses = .allocate(capacity: count)
    statuses.initialize(repeating: 0, count: count)
  }

  deinit {
    for (kernel, walker) in zip(kernels, walkers) { kernel.free(walker) }
    positions.deallocate()
    statuses.deallocate()
  }

  private static func walker(
    _ kernel: lattice_kernel, _ plan: RollingWindowPlan, _ patch: SpectrumPatch, isNoise: [Bool]
  ) -> OpaquePointer {
    let options = plan.options
    let walker = options.taper.weights(options.window).withUnsafeBufferPointer { taper in
      var settings = lattice_settings(
        window: Int32(options.window), taper: taper.baseAddress, running: Self.runs(options),
        cosines: options.taper.cosines.map { ($0[0], $0[1], $0[2]) } ?? (1, 0, 0),
        step: Int32(options.step), side: Int32(options.patch),
        first_row: Int32(patch.firstRow - options.window / 2),
        first_column: Int32(patch.firstColumn - options.window / 2),
        clip: options.clip ?? .nan, floor: options.floor ?? -.infinity, is_noise: nil,
        scale: plan.pixelRange.scale)
      return isNoise.withUnsafeBufferPointer { isNoise in
        settings.is_noise = isNoise.baseAddress
        return kernel.make(&settings)
      }
    }
    guard let walker else { preconditionFailure("out of memory for a window of \(options.window) pixels") }
    return walker
  }

  /// Whether spectra are carried on from window to window: sums that run along cost some 9 operations for every pixel
  /// of the step and bin, new ones 2 for every row of the window.
  private static func runs(_ options: RollingWindow) -> Bool {
    options.taper.cosines != nil && 9 * options.step < 2 * options.window
  }

  package func evaluate(_ tile: MapTile, into planes: MapPlanes) {
    let saved = lattice_flush_denormals()
    defer { lattice_restore_denormals(saved) }
    let hidden = missing?.find(tile, stride: Self.columns)
    for index in walkers.indices {
      walk(tile, index, planes)
      store(tile, index, hidden, into: planes)
    }
  }

  private func walk(_ tile: MapTile, _ index: Int, _ planes: MapPlanes) {
    let options = plan.options
    let count = tile.rows.count * Self.columns
    plan.image.pixels.withUnsafeBufferPointer { pixels in
      var job = lattice_tile(
        pixels: pixels.baseAddress, rows: Int32(plan.image.rows), columns: Int32(plan.image.columns),
        top: Int32(tile.rows.lowerBound * options.step - options.window / 2),
        left: Int32(tile.columns.lowerBound * options.step - options.window / 2),
        map_rows: Int32(tile.rows.count), map_columns: Int32(tile.columns.count),
        is_cancelled: MapPlanes.isCancelledInC, context: Unmanaged.passUnretained(planes).toOpaque(),
        found_row: positions, found_column: positions + count, modulus: positions + 2 * count,
        noise: positions + 3 * count,
        status: statuses)
      kernels[index].walk(walkers[index], &job)
    }
  }

  private func store(_ tile: MapTile, _ index: Int, _ hidden: [Bool]?, into planes: MapPlanes) {
    let half = plan.options.window / 2
    let patch = plan.patches[index]
    let count = tile.rows.count * Self.columns
    let (firstRow, firstColumn) = (Double(patch.firstRow - half), Double(patch.firstColumn - half))
    planes.store(tile, width: Self.columns, plan: plan, reflection: index, hidden: hidden) { place, _, _ in
      let status = WindowStatus(rawValue: statuses[place]) ?? .notConverged
      guard status == .ok || status == .atBound else { return .none(status) }
      var peak = WindowPeak(
        row: firstRow + positions[place], column: firstColumn + positions[place + count],
        amplitude: positions[place + 2 * count], status: status)
      peak.measure(noise: positions[place + 3 * count])
      return peak
    }
  }
}
