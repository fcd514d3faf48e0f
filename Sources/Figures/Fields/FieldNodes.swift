import Imaging

/// The means of images over equal blocks: what a field is drawn from.
struct FieldNodes {
  struct Node {
    /// The block's middle, in pixels of the images, the first one's centre at 0.
    let row: Double
    let column: Double
    /// Of each image.
    let means: [Double]
  }

  /// Blocks of which at least half has values, row after row.
  let nodes: [Node]
  /// Side of a block, in pixels of the images.
  let side: Int

  /// - Parameters:
  ///   - images: Of one size. A pixel counts where all of them have a value.
  ///   - across: About how many blocks lie along the longer side; 1 or more.
  init(of images: [Image], across: Int) {
    guard let first = images.first else {
      (nodes, side) = ([], 1)
      return
    }
    let (rows, columns) = (first.rows, first.columns)
    let side = max(1, Int((Double(max(rows, columns)) / Double(max(across, 1))).rounded()))
    var nodes: [Node] = []
    // Blocks lie in the middle of the image.
    let (top, left) = (rows % side / 2, columns % side / 2)
    for row in stride(from: rows < side ? 0 : top, to: max(rows - side, 0) + 1, by: side) {
      for column in stride(from: columns < side ? 0 : left, to: max(columns - side, 0) + 1, by: side) {
        let (blockRows, blockColumns) = (row..<min(row + side, rows), column..<min(column + side, columns))
        var sums = [Double](repeating: 0, count: images.count)
        var count = 0
        for index in blockRows.flatMap({ row in blockColumns.map { row * columns + $0 } })
        where images.allSatisfy({ $0.pixels[index].isFinite }) {
          for (number, image) in images.enumerated() { sums[number] += Double(image.pixels[index]) }
          count += 1
        }
        guard 2 * count >= blockRows.count * blockColumns.count, count > 0 else { continue }
        nodes.append(
          Node(
            row: Double(row) + Double(blockRows.count - 1) / 2,
            column: Double(column) + Double(blockColumns.count - 1) / 2,
            means: sums.map { $0 / Double(count) }))
      }
    }
    self.nodes = nodes
    self.side = side
  }
}
