import Imaging

/// A result that can be looked at: a lattice map, a strain map, an image.
///
/// Positions are pixels of ``source``, counted from 0. Instances may be asked from several threads.
public protocol ResultInspector: Sendable {
  /// The image that the result was made from, or is.
  var source: Image { get }
  /// What the result is, in a line.
  var summary: String { get }
  /// Pixels of the source from one map pixel to the next.
  var step: Int { get }
  /// Side of the window of which there is a spectrum, pixels of the source.
  var window: Int { get }
  /// The map's extent.
  var size: ImageError.Size { get }
  /// What the planes are of: reflections by their names; one without a name where there is nothing to choose.
  var groups: [String] { get }
  var planes: [ViewedPlane] { get }
  /// Direction of the x axis of what is shown, degrees counter-clockwise; nil: the rows.
  var axis: Double? { get }

  /// What is under a map pixel.
  func reading(row: Int, column: Int) -> ResultReading
  /// The spectrum of the window at a map pixel; nil where it has none.
  func spectrum(row: Int, column: Int) -> WindowSpectrum?
  /// The patch that was fitted for a group in that window; nil where there is none.
  func patch(row: Int, column: Int, group: Int) -> FittedPatch?
  /// A plane along a line.
  ///
  /// - Parameters:
  ///   - width: Over which is averaged, pixels of the source.
  func profile(
    of plane: ViewedPlane, from start: Point, to end: Point, width: Int
  ) throws(ImageError) -> PlaneProfile
}

extension ResultInspector {
  public var axis: Double? { nil }
  public func patch(row: Int, column: Int, group: Int) -> FittedPatch? { nil }

  /// The map pixel whose place is nearest to a position in the source; nil outside.
  public func pixel(at position: Point) -> (row: Int, column: Int)? {
    guard (-0.5..<Double(source.rows) - 0.5).contains(position.row),
      (-0.5..<Double(source.columns) - 0.5).contains(position.column)
    else { return nil }
    func place(_ position: Double, _ extent: Int) -> Int {
      min(max(Int((position / Double(step)).rounded()), 0), extent - 1)
    }
    return (place(position.row, size.rows), place(position.column, size.columns))
  }

  /// The plane of a group by its name.
  public func plane(_ name: String, group: Int) -> ViewedPlane? {
    planes.first { $0.name == name && $0.group == group }
  }
}
