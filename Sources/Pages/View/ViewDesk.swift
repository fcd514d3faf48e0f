import Figures
import ImageFiles
import Imaging
import Inspection
import PageServer

/// What the requests of a ``ViewSession`` work on.
final class ViewDesk: Sendable {
  let title: String
  let notes: [String]
  let shelf: ResultShelf

  init(title: String, notes: [String], _ entries: [ResultEntry]) {
    (self.title, self.notes, shelf) = (title, notes, ResultShelf(entries))
  }

  var routes: [Route] {
    let desk = self
    let own: [Route] = [
      Route(.get, "session") { _ in .json(desk.description) },
      .refusing(.get, "state") { request throws(Refusal) in .json(try desk.state(request)) },
      .refusing(.get, "result") { request throws(Refusal) in .json(try desk.result(request)) },
      .refusing(.get, "plane") { request throws(Refusal) in .json(try desk.plane(request)) },
      .refusing(.get, "tile") { request throws(Refusal) in try desk.tile(request) },
      .refusing(.get, "histogram") { request throws(Refusal) in .json(try desk.histogram(request)) },
      .refusing(.get, "look") { request throws(Refusal) in .json(try desk.look(request)) },
      .refusing(.get, "spectrum") { request throws(Refusal) in try desk.spectrum(request) },
      .refusing(.get, "profile") { request throws(Refusal) in .json(try desk.profile(request)) },
      .refusing(.get, "profile.csv") { request throws(Refusal) in try desk.profileTable(request) },
      .refusing(.get, "figure") { request throws(Refusal) in try desk.figure(request) },
      .refusing(.get, "picture") { request throws(Refusal) in try desk.picture(request) },
      .refusing(.get, "table") { request throws(Refusal) in .json(try desk.table(request)) },
      ImageRoutes.colors,
    ]
    return Assets.view + own
  }

  // MARK: - Results

  private func state(_ request: PageRequest) throws(Refusal) -> MetadataValue {
    let index = try request.integer("result")
    guard shelf.entries.indices.contains(index) else { throw Refusal("there is no such result") }
    return .state(shelf.entries[index].state())
  }

  private func tile(_ request: PageRequest) throws(Refusal) -> PageResponse {
    let tiles = try shelf.shown(request.query["image"] ?? "").tiles
    let (level, row, column) = (
      try request.integer("level"), try request.integer("row"), try request.integer("column")
    )
    guard let tile = tiles.tile(level: level, row: row, column: column) else {
      throw Refusal("there is no such tile")
    }
    return .bytes(tile)
  }

  private func picture(_ request: PageRequest) throws(Refusal) -> PageResponse {
    guard case .figure(let bytes, let type) = try shelf.content(try request.integer("result")) else {
      throw Refusal("there is no picture")
    }
    return PageResponse(contentType: type.rawValue, body: bytes)
  }

  // MARK: - Places

  /// The result, and the map pixel that is asked about.
  private func place(
    _ request: PageRequest
  ) throws(Refusal) -> (inspector: any ResultInspector, row: Int, column: Int) {
    let inspector = try shelf.inspector(try request.integer("result"))
    let (row, column) = (try request.integer("row"), try request.integer("column"))
    guard (0..<inspector.size.rows).contains(row), (0..<inspector.size.columns).contains(column) else {
      throw Refusal("there is no such pixel")
    }
    return (inspector, row, column)
  }

  private func look(_ request: PageRequest) throws(Refusal) -> MetadataValue {
    let (inspector, row, column) = try place(request)
    let group = try request.integer("group")
    guard inspector.groups.indices.contains(group) else { throw Refusal("there is no such reflection") }
    return .look(
      inspector.reading(row: row, column: column), inspector.spectrum(row: row, column: column),
      inspector.patch(row: row, column: column, group: group), window: inspector.window)
  }

  private func spectrum(_ request: PageRequest) throws(Refusal) -> PageResponse {
    let (inspector, row, column) = try place(request)
    guard let spectrum = inspector.spectrum(row: row, column: column) else {
      throw Refusal("no spectrum: the window holds pixels without a value")
    }
    return .bytes(spectrum.levels)
  }

  // MARK: - Lines

  private func profileTable(_ request: PageRequest) throws(Refusal) -> PageResponse {
    PageResponse(
      contentType: "text/csv; charset=utf-8",
      body: Array(TableFile.text(of: try line(request).table).utf8))
  }

  private func profile(_ request: PageRequest) throws(Refusal) -> MetadataValue {
    .profile(try line(request))
  }

  private func line(_ request: PageRequest) throws(Refusal) -> PlaneProfile {
    let (inspector, plane) = try plane(of: request)
    let (start, end) = (
      Point(row: try request.number("row1"), column: try request.number("column1")),
      Point(row: try request.number("row2"), column: try request.number("column2"))
    )
    do throws(ImageError) {
      return try inspector.profile(of: plane, from: start, to: end, width: try width(request))
    } catch {
      throw Refusal("\(error)")
    }
  }

  private func width(_ request: PageRequest) throws(ImageError) -> Int {
    guard let width = request.query["width"].flatMap({ Int($0) }), (1...65536).contains(width) else {
      throw .invalid("the width must be a whole number of pixels, 1 or more")
    }
    return width
  }

  /// The plane that `result`, `plane` and `group` name; the image's own for `source`.
  func plane(
    of request: PageRequest
  ) throws(Refusal) -> (inspector: any ResultInspector, plane: ViewedPlane) {
    let inspector = try shelf.inspector(try request.integer("result"))
    let name = request.query["plane"] ?? ""
    guard let plane = inspector.plane(name, group: try request.integer("group")) else {
      throw Refusal("there is no such plane")
    }
    return (inspector, plane)
  }
}
