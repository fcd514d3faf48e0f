extension LocalSpectrum {
  /// Loads the windows of a tile, one after the other, and has each measured; those that are left out or hold a missing
  /// pixel are stored as such. After a cancellation the others are left out.
  ///
  /// - Parameter measure: Gets the map pixel, and whether its values are to be marked with ``WindowStatus/edge``.
  func forEachWindow(
    of tile: MapTile, _ plan: RollingWindowPlan, _ planes: MapPlanes,
    measure: (_ row: Int, _ column: Int, _ isAtEdge: Bool) -> Void
  ) {
    let (edge, step) = (plan.options.edge, plan.options.step)
    for row in tile.rows {
      for column in tile.columns {
        if planes.isCancelled() { return }
        let leaves = plan.leavesImage(row: row, column: column)
        if leaves && edge == .skip {
          planes.store(.none(.edge), row: row, column: column)
        } else if load(plan.image, row: row * step, column: column * step) {
          measure(row, column, leaves && edge == .mark)
        } else {
          planes.store(.none(.missing), row: row, column: column)
        }
      }
    }
  }
}
