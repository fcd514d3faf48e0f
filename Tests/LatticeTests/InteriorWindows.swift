import Imaging
import Lattice

/// The windows of a plan that do not leave the image, by their map pixels.
struct InteriorWindows {
  /// Empty where the window is larger than the image.
  let rows, columns: Range<Int>
  private let plan: RollingWindowPlan
  /// Pixels outside the particle above and left of each pixel.
  private let outside: [Int32]?

  /// - Parameter particle: nil for everywhere.
  init(_ plan: RollingWindowPlan, particle: Mask? = nil) {
    self.plan = plan
    let options = plan.options
    func range(_ extent: Int) -> Range<Int> {
      let before = options.window / 2
      let first = (before + options.step - 1) / options.step
      return first..<max(first, (extent - options.window + before + options.step) / options.step)
    }
    (rows, columns) = (range(plan.image.rows), range(plan.image.columns))
    outside = particle.map { Self.sums($0) }
  }

  private static func sums(_ particle: Mask) -> [Int32] {
    let stride = particle.columns + 1
    var sums = [Int32](repeating: 0, count: (particle.rows + 1) * stride)
    let inside = particle.inside
    for r in 0..<particle.rows {
      var line: Int32 = 0
      for c in 0..<particle.columns {
        line += inside[r * particle.columns + c] ? 0 : 1
        sums[(r + 1) * stride + c + 1] = sums[r * stride + c + 1] + line
      }
    }
    return sums
  }

  /// Tiles of the plan's engine that hold such windows, at most so many, at random.
  func tiles(atMost count: Int, using random: inout SplitMix64) -> [MapTile] {
    let all = plan.engine.tiles(plan).filter { $0.rows.overlaps(rows) && $0.columns.overlaps(columns) }
    return Array(all.shuffled(using: &random).prefix(count))
  }

  /// The map pixel of one of them, in a tile that holds some.
  func place(in tile: MapTile, using random: inout SplitMix64) -> (row: Int, column: Int) {
    (
      .random(in: tile.rows.clamped(to: rows), using: &random),
      .random(in: tile.columns.clamped(to: columns), using: &random)
    )
  }

  /// Whether the window lies wholly in the particle.
  func isInParticle(row: Int, column: Int) -> Bool {
    guard let outside else { return true }
    let (window, step, stride) = (plan.options.window, plan.options.step, plan.image.columns + 1)
    let (top, left) = (row * step - window / 2, column * step - window / 2)
    let (bottom, right) = (top + window, left + window)
    return outside[bottom * stride + right] - outside[top * stride + right] - outside[bottom * stride + left]
      + outside[top * stride + left] == 0
  }
}
