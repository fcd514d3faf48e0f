extension MapPlanes {
  /// Stores what the windows of a tile show of a reflection.
  ///
  /// - Parameters:
  ///   - width: Places of a row of the tile.
  ///   - hidden: The windows, place by place, in which a pixel is missing; nil: none.
  ///   - peak: What was measured in a window, wherever it is: its place in the tile, and its row and column in the tile.
  @inline(__always)
  func store(
    _ tile: MapTile, width: Int, plan: RollingWindowPlan, reflection: Int, hidden: [Bool]?,
    peak: (_ place: Int, _ row: Int, _ column: Int) -> WindowPeak
  ) {
    let edge = plan.options.edge
    for (i, row) in tile.rows.enumerated() {
      for (j, column) in tile.columns.enumerated() {
        let place = i * width + j
        let leaves = edge != .zero && plan.leavesImage(row: row, column: column)
        var found: WindowPeak
        if leaves && edge == .skip {
          found = .none(.edge)
        } else if let hidden, hidden[place] {
          found = .none(.missing)
        } else {
          found = peak(place, i, j)
          if leaves && found.hasValue { found.status = .edge }
        }
        store(found, reflection: reflection, row: row, column: column)
      }
    }
  }
}
