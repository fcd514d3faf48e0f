import Imaging
import Lattice

/// The largest difference between an engine's positions and the reference path's, over windows that do not leave the
/// image.
struct EngineComparison {
  /// FFT pixels; infinite where the engine has no value.
  private(set) var worst = 0.0
  /// Positions compared: those with one answer.
  private(set) var compared = 0
  /// Windows of which one way has a value and the other has none.
  private(set) var disputed = 0

  /// - Parameters:
  ///   - count: Windows at most, at random.
  ///   - arithmetic: nil for the one that `image:roll` picks.
  init(
    _ image: Image, _ options: RollingWindow, _ reflections: [Reflection],
    arithmetic: WindowArithmetic? = nil,
    count: Int, seed: UInt64 = 1
  ) throws {
    var random = SplitMix64(state: seed)
    let plan = try RollingWindowPlan(
      image: image, options: options, reflections: reflections, arithmetic: arithmetic)
    let reference = try RollingWindowPlan(
      image: image, options: options, reflections: reflections, arithmetic: .reference)
    let inside = InteriorWindows(plan)
    let tiles = inside.tiles(atMost: 1, using: &random)
    guard !tiles.isEmpty, let map = plan.map(of: tiles) else { return }
    let places = (0..<count).map { inside.place(in: tiles[$0 % tiles.count], using: &random) }
    let pixels = places.map { MapTile(rows: $0.row..<$0.row + 1, columns: $0.column..<$0.column + 1) }
    guard let expected = reference.map(of: pixels) else { return }
    let fit = ReferenceFit(reference)
    for (row, column) in places {
      fit.load(row: row, column: column)
      for index in reflections.indices {
        let isGaussian = options.estimator == .gaussian
        let found = Double(map[index].radius[row, column])
        let radius = Double(expected[index].radius[row, column])
        if found.isNaN != radius.isNaN { disputed += 1 }
        let isClear =
          isGaussian ? fit.fit(index).contrast >= 2.2 : expected[index].snr[row, column] >= 10
        guard isClear && !radius.isNaN && expected[index].statuses[row * map.columns + column] == .ok else {
          continue
        }
        compared += 1
        let difference = found.isNaN ? .infinity : abs(found - radius)
        // Another minimum, and a better one.
        let angle = Double(map[index].angle[row, column])
        if isGaussian && difference > 1e-4
          && fit.cost(index, radius: found, angle: angle) < fit.fit(index).cost
        {
          continue
        }
        worst = max(worst, difference)
      }
    }
  }
}
