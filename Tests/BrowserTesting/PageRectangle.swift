/// A place in the visible part of the page, in CSS pixels from its top left corner.
public struct PagePoint: Sendable, Equatable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
}

public struct PageRectangle: Sendable, Equatable, Decodable {
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double

  public var middle: PagePoint { PagePoint(x + width / 2, y + height / 2) }
}
