import Imaging

/// What a rolling window measured: for every reflection, one value per window.
///
/// Map pixel (i, j) is the window at pixel (i step, j step) of ``source``. Positions given to a map are pixels of
/// ``source``. Maps are values: operations return new ones.
public struct LatticeMap: Sendable {
  /// The image it was made from.
  public let source: Image
  public let options: RollingWindow
  public let rows: Int
  public let columns: Int
  /// The reflections, each with its planes; in the order in which they were given.
  public let reflectionMaps: [ReflectionMap]
  /// What should be known of how the map came about.
  public let warnings: [RollingWindowWarning]
  /// What dropped pixels since, in order; a map of an earlier version does not know.
  public let selections: [MapSelection]

  /// - Precondition: There is a reflection, and all planes have the size that `options` gives for `source`.
  public init(
    source: Image, options: RollingWindow, reflectionMaps: [ReflectionMap],
    warnings: [RollingWindowWarning] = [], selections: [MapSelection] = []
  ) {
    let (rows, columns) = (options.mapExtent(source.rows), options.mapExtent(source.columns))
    precondition(!reflectionMaps.isEmpty)
    precondition(reflectionMaps.allSatisfy { $0.rows == rows && $0.columns == columns })
    self.source = source
    self.options = options
    self.rows = rows
    self.columns = columns
    self.reflectionMaps = reflectionMaps
    self.warnings = warnings
    self.selections = selections
  }

  /// Number of reflections.
  public var count: Int { reflectionMaps.count }

  /// The planes of a reflection, counted from 0.
  public subscript(index: Int) -> ReflectionMap { reflectionMaps[index] }

  public var reflections: [Reflection] { reflectionMaps.map(\.reflection) }

  /// Side of the window, pixels of ``source``.
  public var window: Int { options.window }

  /// Stride, pixels of ``source``.
  public var step: Int { options.step }

  public var size: ImageError.Size { .init(rows: rows, columns: columns) }

  /// Bytes that the planes take in memory, the source not counted.
  public var byteCount: Int { reflectionMaps.reduce(0) { $0 + $1.byteCount } }

  /// The map of some reflections, counted from 0, in the order given.
  public func select(_ indices: [Int]) throws(ImageError) -> LatticeMap {
    guard !indices.isEmpty else { throw .empty("no reflection is selected") }
    for index in indices where !reflectionMaps.indices.contains(index) {
      throw .invalid("there is no reflection \(index + 1): the map has \(count)")
    }
    return with(indices.map { reflectionMaps[$0] })
  }

  /// The same map with other planes, and nothing left to warn of.
  ///
  /// - Parameter selection: What dropped pixels of it.
  func with(_ reflectionMaps: [ReflectionMap], after selection: MapSelection? = nil) -> LatticeMap {
    LatticeMap(
      source: source, options: options, reflectionMaps: reflectionMaps,
      selections: selections + (selection.map { [$0] } ?? []))
  }

  /// A mask of the map's or of the source's size, as one of the map's size: sampled where the windows are.
  package func sampled(_ mask: Mask) throws(ImageError) -> Mask {
    try mask.sampled(every: step, size: size, source: source)
  }
}

extension Mask {
  /// A mask of a map's or of its source's size, as one of the map's size: sampled where the windows are.
  func sampled(every step: Int, size: ImageError.Size, source: Image) throws(ImageError) -> Mask {
    if self.size == size { return self }
    guard self.size == source.size else { throw .sizeMismatch(expected: source.size, found: self.size) }
    var inside = [Bool]()
    inside.reserveCapacity(size.rows * size.columns)
    for row in 0..<size.rows {
      for column in 0..<size.columns { inside.append(self[row * step, column * step]) }
    }
    return Mask(
      rows: size.rows, columns: size.columns, inside: inside,
      calibration: source.calibration.scaled(by: Double(step)))
  }
}
