import Imaging
import Lattice
import Testing

/// Windows that leave the image, in the phase estimator.
struct EdgeWindowTests {
  // The brightest bin, from which the passes start, changes from window to window; where the passes end may not.
  @Test(
    arguments: [WindowArithmetic.reference]
      + InstructionSet.available.map { .kernel($0, doublePrecision: nil) })
  func `half a window of a wave is as good as a whole one`(arithmetic: WindowArithmetic) throws {
    let image = Waves.image(rows: 200, columns: 220, [Waves.pair[0]])
    var options = RollingWindow()
    (options.estimator, options.window, options.step) = (.phase, 64, 4)
    let map = try RollingWindowPlan(
      image: image, options: options, reflections: [Waves.pair[0]], arithmetic: arithmetic
    ).run()
    // Both axes cut: a quarter of the window, in which the wave's own partner and the mean leave more.
    for row in 0..<map.rows {
      for column in 0..<map.columns {
        let isCorner = (row < 8 || row > map.rows - 9) && (column < 8 || column > map.columns - 9)
        let error = abs(Double(map[0].spacing[row, column]) / Waves.pair[0].spacing - 1)
        #expect(error < (isCorner ? 5e-3 : 1e-3), "\(row), \(column): \(error)")
      }
    }
  }
}
