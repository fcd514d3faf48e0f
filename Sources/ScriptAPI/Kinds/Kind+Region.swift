import Imaging
import Scripting

/// A point as a script gives it: pixels counted from 1, or nm from the top left corner of the image.
struct PointArgument {
  let row: Double
  let column: Double
  /// nil: in the unit of what the point belongs to.
  let unit: LengthUnit?

  /// The point in pixels, counted from 0, of an image with this calibration.
  ///
  /// - Parameter outer: The unit of the region or line that the point belongs to.
  func point(_ calibration: Calibration, in outer: LengthUnit? = nil) throws(ScriptError) -> Point {
    switch unit ?? outer ?? .pixels {
    case .pixels: return Point(row: row - 1, column: column - 1)
    case .nanometres:
      try calibration.requireNanometres(of: "point")
      return Point(down: row, right: column, calibration: calibration)
    }
  }
}

/// What a script gives for a region: a shape in pixels (counted from 1) or nm, a mask, or an image.
enum RegionArgument {
  case rectangle(row: Double, column: Double, rows: Double, columns: Double, unit: LengthUnit)
  case disc(row: Double, column: Double, radius: Double, unit: LengthUnit)
  case ellipse(row: Double, column: Double, radii: [Double], angle: Double, unit: LengthUnit)
  /// The points' own units come before the region's.
  case polygon([PointArgument], unit: LengthUnit)
  case mask(Mask)

  /// The region in pixels, counted from 0, of an image with this calibration.
  func region(_ calibration: Calibration) throws(ScriptError) -> Region {
    switch self {
    case .mask(let mask): return .mask(mask)
    case .rectangle(let row, let column, let rows, let columns, .pixels):
      return .rectangle(row: row - 1, column: column - 1, rows: rows, columns: columns)
    case .disc(let row, let column, let radius, .pixels):
      return .disc(centre: Point(row: row - 1, column: column - 1), radius: radius)
    case .rectangle(let row, let column, let rows, let columns, .nanometres):
      try calibration.requireNanometres(of: "region")
      return Region.rectangle(row: row, column: column, rows: rows, columns: columns).fromLengths(calibration)
    case .disc(let row, let column, let radius, .nanometres):
      try calibration.requireNanometres(of: "region")
      return Region.disc(centre: Point(row: row, column: column), radius: radius).fromLengths(calibration)
    case .ellipse(let row, let column, let radii, let angle, .pixels):
      return .ellipse(
        centre: Point(row: row - 1, column: column - 1), radii: SIMD2(radii[0], radii[1]), angle: angle)
    case .ellipse(let row, let column, let radii, let angle, .nanometres):
      try calibration.requireNanometres(of: "region")
      return Region.ellipse(
        centre: Point(row: row, column: column), radii: SIMD2(radii[0], radii[1]), angle: angle
      ).fromLengths(calibration)
    case .polygon(let points, let unit):
      var corners: [Point] = []
      for point in points { corners.append(try point.point(calibration, in: unit)) }
      return .polygon(corners)
    }
  }

  /// The pixels of `image` in the region.
  func mask(in image: Image) throws -> Mask { try image.mask(of: region(image.calibration)) }
}

/// The unit of lengths in a region, a point or a line.
enum LengthUnit: String, CaseIterable {
  case pixels = "px"
  case nanometres = "nm"
}

extension Calibration {
  /// Refuses lengths in nm where pixels have no size.
  fileprivate func requireNanometres(of thing: String) throws(ScriptError) {
    guard unit == .nanometres else {
      throw .failed(
        "the \(thing) is given in nm, but the image has no pixel size; set image.pixel_size (nm) first")
    }
  }
}

extension Kind where Value == LengthUnit {
  static var lengthUnit: Kind { .choice(of: LengthUnit.self) }
}

extension Kind where Value == PointArgument {
  /// `{ row = , column = , unit = }`.
  static var point: Kind {
    Kind(
      expected: "a point { row = , column = }", luaType: "Point", sample: "{ row = 5, column = 7 }"
    ) { slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 0 else { return nil }
      return try slot.readFields(of: ArgumentTypes.point) { fields throws(Mismatch) in
        PointArgument(
          row: try fields.required("row", .number), column: try fields.required("column", .number),
          unit: try fields.optional("unit", .lengthUnit))
      }
    }
  }
}

extension Kind where Value == RegionArgument {
  /// A rectangle, a disc, a polygon, a mask, or an image of which pixels that are neither 0 nor NaN are inside.
  static var region: Kind {
    Kind(
      expected: "a region ({ row = , column = , rows = , columns = }, { row = , column = , radius = }, "
        + "{ row = , column = , radii = { a, b }, angle = }, { polygon = { point, … } }, a Mask or an Image)",
      luaType: "Region", sample: "{ row = 3, column = 5, rows = 20, columns = 30 }"
    ) { slot throws(Mismatch) in
      if let mask = slot.object(Mask.self) { return .mask(mask) }
      if let image = slot.object(Image.self) { return .mask(Mask(image)) }
      guard slot.isTable, slot.listCount == 0 else { return nil }
      if slot.hasField("polygon") { return try slot.readFields(of: ArgumentTypes.polygon, polygon) }
      if slot.hasField("radii") { return try slot.readFields(of: ArgumentTypes.ellipse, ellipse) }
      if slot.hasField("radius") { return try slot.readFields(of: ArgumentTypes.disc, disc) }
      return try slot.readFields(of: ArgumentTypes.rectangle, rectangle)
    }
  }

  private static func unit(_ fields: FieldReader) throws(Mismatch) -> LengthUnit {
    try fields.optional("unit", .lengthUnit) ?? .pixels
  }

  @Sendable private static func rectangle(_ fields: FieldReader) throws(Mismatch) -> RegionArgument {
    guard fields.given(["rows", "columns"]).count == 2 else {
      throw Mismatch("expected rows and columns, or a radius, or radii, or a polygon")
    }
    return .rectangle(
      row: try fields.required("row", .number), column: try fields.required("column", .number),
      rows: try fields.required("rows", .positive), columns: try fields.required("columns", .positive),
      unit: try unit(fields))
  }

  @Sendable private static func disc(_ fields: FieldReader) throws(Mismatch) -> RegionArgument {
    .disc(
      row: try fields.required("row", .number), column: try fields.required("column", .number),
      radius: try fields.required("radius", .nonNegative), unit: try unit(fields))
  }

  @Sendable private static func ellipse(_ fields: FieldReader) throws(Mismatch) -> RegionArgument {
    .ellipse(
      row: try fields.required("row", .number), column: try fields.required("column", .number),
      radii: try fields.required("radii", .list(of: .nonNegative, count: 2...2)),
      angle: try fields.optional("angle", .number) ?? 0, unit: try unit(fields))
  }

  @Sendable private static func polygon(_ fields: FieldReader) throws(Mismatch) -> RegionArgument {
    .polygon(try fields.required("polygon", .list(of: .point, count: 3...10_000)), unit: try unit(fields))
  }
}
