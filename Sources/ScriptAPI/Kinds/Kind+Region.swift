import Imaging
import Scripting

/// What a script gives for a region: a shape in pixels (counted from 1) or nm, a mask, or an image.
enum RegionArgument {
  case shape(Region)
  /// A shape of which the numbers are nm from the top left corner of the image.
  case shapeInNanometres(Region)
  case mask(Mask)

  /// The region in pixels, counted from 0, of an image with this calibration.
  func region(_ calibration: Calibration) throws(ScriptError) -> Region {
    switch self {
    case .shape(let region): return region
    case .mask(let mask): return .mask(mask)
    case .shapeInNanometres(let region):
      guard calibration.isCalibrated else {
        throw .failed(
          "the region is given in nm, but the image has no pixel size; set image.pixel_size (nm) first")
      }
      return region.fromLengths(calibration)
    }
  }

  /// The pixels of `image` in the region.
  func mask(in image: Image) throws -> Mask { try image.mask(of: region(image.calibration)) }
}

/// A point as a script gives it.
struct PointArgument {
  /// Pixels counted from 0, or nm from the top left corner.
  let point: Point
  let isInNanometres: Bool

  /// The point in pixels, counted from 0, of an image with this calibration.
  func point(_ calibration: Calibration) throws(ScriptError) -> Point {
    guard isInNanometres else { return point }
    guard calibration.isCalibrated else {
      throw .failed(
        "the point is given in nm, but the image has no pixel size; set image.pixel_size (nm) first")
    }
    return Point(down: point.row, right: point.column, calibration: calibration)
  }
}

extension Kind where Value == PointArgument {
  /// `{ row = , column = , unit = }`.
  static var point: Kind {
    Kind(
      expected: "a point { row = , column = }", luaType: "Point", sample: "{ row = 5, column = 7 }"
    ) { slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 0 else { return nil }
      return try slot.readFields("field", ["row", "column", "unit"]) { fields throws(Mismatch) in
        let row = try fields.required("row", .number)
        let column = try fields.required("column", .number)
        let inNanometres = try fields.optional("unit", .lengthUnit) ?? false
        let shift = inNanometres ? 0.0 : 1.0
        return PointArgument(
          point: Point(row: row - shift, column: column - shift), isInNanometres: inNanometres)
      }
    }
  }
}

extension Kind where Value == Bool {
  /// A unit of length: whether it is nm.
  static var lengthUnit: Kind { .choice(["nm": true, "px": false]) }
}

extension Kind where Value == RegionArgument {
  /// A rectangle, a disc, a polygon, a mask, or an image of which pixels that are neither 0 nor NaN are inside.
  static var region: Kind {
    Kind(
      expected: "a region ({ row = , column = , rows = , columns = }, { row = , column = , radius = }, "
        + "{ polygon = { point, … } }, a Mask or an Image)",
      luaType: "Region", sample: "{ row = 3, column = 5, rows = 20, columns = 30 }"
    ) { slot throws(Mismatch) in
      if let mask = slot.object(Mask.self) { return .mask(mask) }
      if let image = slot.object(Image.self) { return .mask(Mask(image)) }
      guard slot.isTable, slot.listCount == 0 else { return nil }
      let names = ["row", "column", "rows", "columns", "radius", "polygon", "unit"]
      return try slot.readFields("field", names) { fields throws(Mismatch) in
        let inNanometres = try fields.optional("unit", .lengthUnit) ?? false
        let region = try shape(fields, shift: inNanometres ? 0 : 1)
        return inNanometres ? .shapeInNanometres(region) : .shape(region)
      }
    }
  }

  private static func shape(_ fields: FieldReader, shift: Double) throws(Mismatch) -> Region {
    let shapes = fields.given(["rows", "radius", "polygon"])
    if shapes.count > 1 { throw Mismatch("\(shapes.joined(separator: " and ")) do not go together") }
    if let points = try fields.optional("polygon", .list(of: .point)) {
      guard points.count >= 3 else {
        throw Mismatch("expected 3 points or more, got \(points.count)", at: ".polygon")
      }
      // Points of a polygon take the unit of the region.
      let change = 1 - shift
      return .polygon(
        points.map { Point(row: $0.point.row + change, column: $0.point.column + change) })
    }
    let row = try fields.required("row", .number) - shift
    let column = try fields.required("column", .number) - shift
    if let radius = try fields.optional("radius", .nonNegative) {
      return .disc(centre: Point(row: row, column: column), radius: radius)
    }
    guard let rows = try fields.optional("rows", .positive),
      let columns = try fields.optional("columns", .positive)
    else {
      throw Mismatch("expected rows and columns, or a radius, or a polygon")
    }
    return .rectangle(row: row, column: column, rows: rows, columns: columns)
  }
}
