import Imaging

/// Finds the windows that hold a missing pixel, from running counts.
final class MissingWindows {
  private let image: Image
  private let options: RollingWindow

  init(_ plan: RollingWindowPlan) {
    image = plan.image
    options = plan.options
  }

  /// Whether the window of each of a tile's map pixels holds a missing pixel; rows of `stride` pixels.
  func find(_ tile: MapTile, stride: Int) -> [Bool] {
    let (side, step) = (options.window, options.step)
    let left = tile.columns.lowerBound * step - side / 2
    let span = (tile.columns.count - 1) * step + side
    // In each image column under the tile, the missing pixels of the window's rows; then of the columns before.
    var counts = [Int32](repeating: 0, count: span)
    var sums = [Int32](repeating: 0, count: span + 1)
    var found = [Bool](repeating: false, count: tile.rows.count * stride)
    var counted = (tile.rows.lowerBound * step - side / 2)..<(tile.rows.lowerBound * step - side / 2)
    for (i, row) in tile.rows.enumerated() {
      let rows = (row * step - side / 2)..<(row * step - side / 2 + side)
      for r in counted.lowerBound..<min(rows.lowerBound, counted.upperBound) {
        count(row: r, left: left, into: &counts, by: -1)
      }
      for r in max(rows.lowerBound, counted.upperBound)..<rows.upperBound {
        count(row: r, left: left, into: &counts, by: 1)
      }
      counted = rows
      for k in 0..<span { sums[k + 1] = sums[k] + counts[k] }
      for j in 0..<tile.columns.count { found[i * stride + j] = sums[j * step + side] > sums[j * step] }
    }
    return found
  }

  private func count(row: Int, left: Int, into counts: inout [Int32], by change: Int32) {
    guard row >= 0 && row < image.rows else { return }
    let columns = max(0, left)..<max(0, left, min(image.columns, left + counts.count))
    image.pixels.withUnsafeBufferPointer { pixels in
      for column in columns where !pixels[row * image.columns + column].isFinite {
        counts[column - left] += change
      }
    }
  }
}
