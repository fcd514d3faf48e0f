import Imaging

extension Image {
  /// The windows of a rolling window, one after the other, row by row.
  public func windows(window: Int, step: Int) throws(RollingWindowError) -> WindowSequence {
    var options = RollingWindow()
    (options.window, options.step) = (window, step)
    try options.validate()
    return WindowSequence(source: self, options: options)
  }
}

/// The windows that ``Imaging/Image/roll(_:reflections:threads:progress:isCancelled:)`` would evaluate, untapered.
public struct WindowSequence: Sequence, Sendable {
  let source: Image
  let options: RollingWindow

  /// One window of an image.
  public struct Window: Sendable {
    /// The image pixel that it stands for.
    public let row, column: Int
    /// The map pixel that it stands for.
    public let mapRow, mapColumn: Int
    /// Its pixels, without taper; 0 outside the source.
    public let image: Image
  }

  /// Number of windows.
  public var count: Int { options.mapExtent(source.rows) * options.mapExtent(source.columns) }

  public func makeIterator() -> Iterator { Iterator(sequence: self) }

  public struct Iterator: IteratorProtocol, Sendable {
    let sequence: WindowSequence
    private var index = 0

    init(sequence: WindowSequence) { self.sequence = sequence }

    public mutating func next() -> Window? {
      guard index < sequence.count else { return nil }
      defer { index += 1 }
      return sequence.window(index)
    }
  }

  private func window(_ index: Int) -> Window {
    let columns = options.mapExtent(source.columns)
    let (mapRow, mapColumn) = (index / columns, index % columns)
    let (row, column) = (mapRow * options.step, mapColumn * options.step)
    let image = source.excerpt(
      row: row - options.window / 2, column: column - options.window / 2, rows: options.window,
      columns: options.window, outside: 0)
    return Window(row: row, column: column, mapRow: mapRow, mapColumn: mapColumn, image: image)
  }
}
