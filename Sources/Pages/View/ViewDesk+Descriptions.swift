import Figures
import Imaging
import Inspection
import Lattice
import PageServer

extension ViewDesk {
  /// What there is to choose from.
  var description: MetadataValue {
    .group([
      "title": .string(title), "notes": .list(notes.map { .string($0) }),
      "results": .list(
        shelf.entries.map { .group(["name": .string($0.name), "kind": .string($0.kind.rawValue)]) }),
      "statuses": .list(
        zip(WindowStatus.allCases, StatusColors.all).map { status, color in
          .group(["name": .string(status.name), "color": .string(Self.text(of: color))])
        }),
      "colors": .list(
        ColorMap.all.flatMap { $0.kind == .diverging ? [$0.reversed, $0] : [$0] }.map { .string($0.name) }),
    ])
  }

  /// `#b9c6cf`.
  private static func text(of color: RGB) -> String {
    let digits = String(color.hex, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// What a result is: of what can be looked into, its planes and its image.
  func result(_ request: PageRequest) throws(Refusal) -> MetadataValue {
    let index = try request.integer("result")
    switch try shelf.content(index) {
    case .figure(_, let type):
      return .group(["kind": .string("figure"), "type": .string(type.rawValue)])
    case .table: return .group(["kind": .string("table")])
    case .inspected(let inspector, let notes):
      let calibration = inspector.source.calibration
      var fields: Metadata = [
        "kind": .string("inspected"), "summary": .string(inspector.summary),
        "notes": .list(notes.map { .string($0) }),
        "source": ImageRoutes.description(
          name: "\(index).source", try shelf.shown("\(index).source").tiles),
        "step": .number(Double(inspector.step)), "window": .number(Double(inspector.window)),
        "rows": .number(Double(inspector.size.rows)), "columns": .number(Double(inspector.size.columns)),
        "unit": .string(calibration.unit.rawValue), "pixel_size_x": .number(calibration.pixelSizeX),
        "pixel_size_y": .number(calibration.pixelSizeY),
        "groups": .list(inspector.groups.map { .string($0) }),
        "planes": .list(
          inspector.planes.filter { $0.group == 0 }.map {
            .group([
              "name": .string($0.name), "label": .string($0.label), "kind": .string($0.kind.rawValue),
            ])
          }),
      ]
      if let axis = inspector.axis { fields["axis"] = .number(axis) }
      return .group(fields)
    }
  }

  /// A plane's tiles, and the range to begin with.
  func plane(_ request: PageRequest) throws(Refusal) -> MetadataValue {
    let name = request.query["image"] ?? ""
    return ImageRoutes.description(name: name, try shelf.shown(name).tiles)
  }

  func histogram(_ request: PageRequest) throws(Refusal) -> MetadataValue {
    let shown = try shelf.shown(request.query["image"] ?? "")
    let histogram = PlaneHistogram(of: shown.image, in: shown.tiles.range)
    var fields: Metadata = [
      "values": .numbers(histogram.values), "counts": .numbers(histogram.counts.map(Double.init)),
      "present": .number(Double(histogram.present)), "missing": .number(Double(histogram.missing)),
      "mean": .number(histogram.mean), "std": .number(histogram.std),
    ]
    if shown.plane?.kind == .status {
      fields["statuses"] = .numbers(PlaneHistogram.statuses(shown.image).map(Double.init))
    }
    return .group(fields)
  }

  /// The rows of a table; of a very long one, the first.
  func table(_ request: PageRequest) throws(Refusal) -> MetadataValue {
    guard case .table(let table) = try shelf.content(try request.integer("result")) else {
      throw Refusal("there is no table")
    }
    let most = 2000
    let rows = table.rows(Array(0..<min(table.rowCount, most)))
    return .group([
      "rows": .number(Double(table.rowCount)),
      "columns": .list(
        rows.columns.map { column in
          .group([
            "heading": .string(column.heading),
            "cells": .list(
              column.cells.map { cell in
                switch cell {
                case .number(let number): .number(number)
                case .text(let text): .string(text)
                }
              }),
          ])
        }),
    ])
  }
}
