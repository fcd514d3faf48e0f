import Imaging

extension Image {
  /// Rolls a window over the image and follows reflections in the spectrum of every window.
  ///
  /// The result does not depend on the number of threads, to the last bit.
  ///
  /// - Parameters:
  ///   - options: The window and how it is evaluated.
  ///   - reflections: One or more, in the image's unit.
  ///   - threads: Number of threads beside the calling one, which waits; nil for one per processor.
  ///   - progress: Is told on the calling thread, some 20 times a second, how many windows of how many are done.
  ///   - isCancelled: Is asked on the working threads, every few windows.
  /// - Returns: The map, with what should be warned of in ``LatticeMap/warnings``.
  public func roll(
    _ options: RollingWindow = RollingWindow(), reflections: [Reflection], threads: Int? = nil,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(RollingWindowError) -> LatticeMap {
    let plan = try RollingWindowPlan(image: self, options: options, reflections: reflections)
    return try plan.run(threads: threads, progress: progress, isCancelled: isCancelled)
  }
}

extension RollingWindowPlan {
  /// Evaluates all windows; see ``Imaging/Image/roll(_:reflections:threads:progress:isCancelled:)``.
  package func run(
    threads: Int? = nil, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(RollingWindowError) -> LatticeMap {
    let plan = self
    let engine = engine
    let tiles = engine.tiles(plan)
    let total = rows * columns
    let map = map(isCancelled: isCancelled) { planes in
      Workers.run(
        count: tiles.count, threads: threads ?? Workers.processorCount, isCancelled: isCancelled,
        progress: { done in
          progress(total / tiles.count * done + total % tiles.count * done / tiles.count, total)
        },
        work: { queue in
          let engine = engine.init(plan)
          queue.forEach { piece in
            planes.begin(tiles[piece])
            engine.evaluate(tiles[piece], into: planes)
          }
        })
    }
    guard let map else { throw .cancelled }
    return map
  }
}
