import Figures
import Imaging
import Inspection
import PageServer

/// Images that pages show: their tiles, and colours for them.
public struct ImageRoutes: Sendable {
  /// What the page is told of each image, in order; `name` is what it asks for tiles by.
  public let descriptions: [MetadataValue]
  /// `GET tile?image=&level=&row=&column=` and `GET colors?name=`.
  public let routes: [Route]

  public init(_ images: [(name: String, image: Image)]) {
    let pyramids = images.map { ($0.name, TilePyramid($0.image)) }
    descriptions = pyramids.map { Self.description(name: $0, $1) }
    let named = Dictionary(pyramids) { first, _ in first }
    routes = [
      .refusing(.get, "tile") { request throws(Refusal) in
        guard let pyramid = named[request.query["image"] ?? ""] else {
          throw Refusal("there is no such image")
        }
        let (level, row, column) = (
          try request.integer("level"), try request.integer("row"), try request.integer("column")
        )
        guard let tile = pyramid.tile(level: level, row: row, column: column) else {
          throw Refusal("there is no such tile")
        }
        return .bytes(tile)
      },
      Self.colors,
    ]
  }

  /// `GET colors?name=`.
  static let colors = Route.refusing(.get, "colors") { request throws(Refusal) in
    guard let map = try? ColorMap.named(request.query["name"] ?? "") else {
      throw Refusal("there is no such colour map")
    }
    return .bytes(Self.table(of: map))
  }

  /// What the page is told of an image.
  static func description(name: String, _ pyramid: TilePyramid) -> MetadataValue {
    func pair(_ range: ClosedRange<Double>) -> MetadataValue {
      .list([.number(range.lowerBound), .number(range.upperBound)])
    }
    return .group([
      "name": .string(name), "rows": .number(Double(pyramid.rows)),
      "columns": .number(Double(pyramid.columns)), "levels": .number(Double(pyramid.levels)),
      "range": pair(pyramid.range), "display": pair(pyramid.display),
    ])
  }

  /// 256 colours from the lower to the upper end, then that of missing pixels; three bytes each.
  private static func table(of map: ColorMap) -> [UInt8] {
    let colors = (0..<256).map { map.color(at: Double($0) / 255) } + [map.missing]
    return colors.flatMap { [$0.red, $0.green, $0.blue] }
  }
}

/// The spectrum of a window of an image.
public enum SpectrumRoutes {
  /// `GET spectrum?row=&column=&side=`: see ``SpectrumView/levels(of:)``; nothing (status 204) where pixels are missing.
  public static func routes(of image: Image) -> [Route] {
    let view = SpectrumView(of: image)
    return [
      .refusing(.get, "spectrum") { request throws(Refusal) in
        let window = try request.window
        guard window.side <= 4096, window.isInside(image) else {
          throw Refusal("The window does not lie in the image.")
        }
        return view.levels(of: window).map { .bytes($0) } ?? .nothing
      }
    ]
  }
}
