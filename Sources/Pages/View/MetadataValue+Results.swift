import Imaging
import Inspection
import Lattice

// Results as the page is told of them; NaN becomes null.

extension MetadataValue {
  static func numbers(_ values: [Double]) -> MetadataValue { .list(values.map { .number($0) }) }

  static func state(_ state: ResultEntry.State) -> MetadataValue {
    let (word, files): (String, [String]) =
      switch state {
      case .unchanged: ("unchanged", [])
      case .changed(let files): ("changed", files)
      case .missing(let files): ("missing", files)
      case .unrecorded: ("unrecorded", [])
      }
    return .group(["state": .string(word), "files": .list(files.prefix(20).map { .string($0) })])
  }

  static func look(
    _ reading: ResultReading, _ spectrum: WindowSpectrum?, _ patch: FittedPatch?, window: Int
  ) -> MetadataValue {
    var fields: Metadata = [
      "row": .number(Double(reading.row)), "column": .number(Double(reading.column)),
      "source_row": .number(Double(reading.sourceRow)),
      "source_column": .number(Double(reading.sourceColumn)), "intensity": .number(reading.intensity),
      "groups": .list(reading.groups.map(group)),
      "window": .group([
        "row": .number(Double(reading.sourceRow - window / 2)),
        "column": .number(Double(reading.sourceColumn - window / 2)), "side": .number(Double(window)),
      ]),
    ]
    if let spectrum { fields["spots"] = .list(spectrum.spots.map(spot)) }
    if let patch { fields["patch"] = Self.patch(patch) }
    return .group(fields)
  }

  private static func group(_ group: ResultReading.Group) -> MetadataValue {
    var fields: Metadata = ["title": .string(group.title), "values": .list(group.values.map(value))]
    fields["status"] = group.status.map { .string($0) }
    fields["reason"] = group.reason.map { .string($0) }
    return .group(fields)
  }

  private static func value(_ value: ResultReading.Value) -> MetadataValue {
    let text =
      value.value.isNaN
      ? "–"
      : value.sigma.isNaN
        ? NumberFormat.compact(value.value, digits: 4)
        : NumberFormat.format(value.value, sigma: value.sigma)
    return .group([
      "name": .string(value.name), "symbol": .string(value.symbol), "value": .number(value.value),
      "sigma": .number(value.sigma), "unit": .string(value.unit), "text": .string(text),
    ])
  }

  private static func spot(_ spot: WindowSpectrum.Spot) -> MetadataValue {
    var fields: Metadata = ["label": .string(spot.label), "selected": point(spot.selected)]
    fields["found"] = spot.found.map(point)
    if let patch = spot.patch {
      fields["patch"] = .group([
        "row": .number(Double(patch.row)), "column": .number(Double(patch.column)),
        "side": .number(Double(patch.side)),
      ])
    }
    return .group(fields)
  }

  private static func point(_ point: Point) -> MetadataValue {
    .group(["row": .number(point.row), "column": .number(point.column)])
  }

  private static func patch(_ patch: FittedPatch) -> MetadataValue {
    let review = patch.review
    var fields: Metadata = [
      "row": .number(Double(review.firstRow)), "column": .number(Double(review.firstColumn)),
      "side": .number(Double(review.side)), "quantity": .string(review.quantity.rawValue),
      "method": .string(patch.method), "data": .numbers(review.data),
    ]
    fields["model"] = review.model.map { .numbers($0) }
    if review.row.isFinite, review.column.isFinite {
      fields["found"] = point(Point(row: review.row, column: review.column))
    }
    return .group(fields)
  }

  static func profile(_ profile: PlaneProfile) -> MetadataValue {
    var fields: Metadata = [
      "distance": .numbers(profile.distance), "value": .numbers(profile.value),
      "count": .numbers(profile.count.map(Double.init)), "unit": .string(profile.unit),
      "name": .string(profile.name), "value_unit": .string(profile.valueUnit ?? ""),
    ]
    fields["sigma"] = profile.sigma.map { .numbers($0) }
    return .group(fields)
  }
}
