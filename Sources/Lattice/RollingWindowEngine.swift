/// Evaluates windows, tile by tile; one instance serves one thread.
///
/// This is the boundary between *which* windows there are (the plan, the threads, the map) and *how* they are
/// evaluated. A tile's outcome may depend on the plan and the tile alone, and so may the cutting into tiles.
package protocol RollingWindowEngine: SendableMetatype {
  /// The tiles that make up the map; each map pixel is in one of them.
  static func tiles(_ plan: RollingWindowPlan) -> [MapTile]

  init(_ plan: RollingWindowPlan)

  /// Evaluates all windows of a tile and stores every reflection of each.
  func evaluate(_ tile: MapTile, into planes: MapPlanes)
}

/// A rectangle of map pixels.
package struct MapTile: Hashable, Sendable {
  package let rows: Range<Int>
  package let columns: Range<Int>

  package init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }
}

extension RollingWindowPlan {
  /// The engine for the plan's estimator.
  package var engine: any RollingWindowEngine.Type {
    switch (options.estimator, arithmetic) {
    case (.gaussian, .reference): GaussianEngine.self
    case (.gaussian, .kernel): GaussianKernelEngine.self
    case (.phase, .kernel): PhaseKernelEngine.self
    case (.gaussianAmplitude, _), (.parabola, _), (.phase, .reference): ScaleFreeEngine.self
    }
  }
}
