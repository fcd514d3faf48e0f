import Imaging

/// Lines drawn over an image.
public struct Overlay: Sendable {
  /// What is outlined, in pixels: the centre of the image's first pixel is (0, 0).
  public enum Shape: Sendable {
    /// The border of a region or a mask.
    case region(Region)
    case line(from: Point, to: Point)
    case markers([Marker])
    /// Arrows or crosses; never moved.
    case field(VectorField)
  }

  /// A place in an image, such as a reflection in a spectrum, marked by a circle.
  public struct Marker: Hashable, Sendable {
    public var position: Point
    /// What stands beside the circle; nil for nothing.
    public var label: String?
    /// The place of the same thing's other half, -g for g: a fainter circle without a label.
    public var partner: Point?

    public init(position: Point, label: String? = nil, partner: Point? = nil) {
      self.position = position
      self.label = label
      self.partner = partner
    }
  }

  public var shape: Shape
  /// Drawn with a thin dark rim, so that white is seen on every image.
  public var color: RGB
  /// In points.
  public var lineWidth: Double

  public init(_ shape: Shape, color: RGB = .white, lineWidth: Double = 0.8) {
    self.shape = shape
    self.color = color
    self.lineWidth = lineWidth
  }

  /// The same outlines for the part of an image that begins `row` rows down and `column` columns right. A mask stays,
  /// as does a field: it has the size of what it is laid over.
  public func moved(up row: Int, left column: Int) -> Overlay {
    func moved(_ point: Point) -> Point {
      Point(row: point.row - Double(row), column: point.column - Double(column))
    }
    var result = self
    switch shape {
    case .line(let start, let end): result.shape = .line(from: moved(start), to: moved(end))
    case .markers(let markers):
      result.shape = .markers(
        markers.map {
          Marker(position: moved($0.position), label: $0.label, partner: $0.partner.map(moved))
        })
    case .region(.rectangle(let top, let left, let rows, let columns)):
      result.shape = .region(
        .rectangle(row: top - Double(row), column: left - Double(column), rows: rows, columns: columns))
    case .region(.disc(let centre, let radius)):
      result.shape = .region(.disc(centre: moved(centre), radius: radius))
    case .region(.ellipse(let centre, let radii, let angle)):
      result.shape = .region(.ellipse(centre: moved(centre), radii: radii, angle: angle))
    case .region(.polygon(let points)): result.shape = .region(.polygon(points.map(moved)))
    case .region(.mask), .field: break
    }
    return result
  }

  public static func region(_ region: Region) -> Overlay { Overlay(.region(region)) }
  public static func mask(_ mask: Mask) -> Overlay { Overlay(.region(.mask(mask))) }
  public static func line(from start: Point, to end: Point) -> Overlay {
    Overlay(.line(from: start, to: end))
  }
  public static func field(_ field: VectorField) -> Overlay { Overlay(.field(field)) }
  public static func markers(_ markers: [Marker]) -> Overlay { Overlay(.markers(markers)) }
}
