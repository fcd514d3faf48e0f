import Figures
import Imaging
import Lattice
import Scripting

extension Figure: ScriptObject {
  public static let className = "Figure"
  public var scriptDescription: String { "Figure of \(panels.count) panel\(panels.count == 1 ? "" : "s")" }
  public var hostBytes: Int { panels.reduce(0) { $0 + $1.byteCount } }
}

extension Kind where Value == Figure {
  static var figure: Kind { .object(sample: "\(Kind<Image>.image.sample):figure()") }
}

extension Kind where Value == ColorMap {
  static var colorMap: Kind {
    Kind(
      expected:
        "a colour map (\(ColorMap.names.joined(separator: ", ")), or one of them with _r) or a list of colours "
        + "such as { \"#000000\", \"#ff8000\", \"#ffffff\" }",
      luaType: "string|string[]", sample: "\"magma\""
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return slot.string.flatMap { try? ColorMap.named($0) } }
      return ColorMap(through: try Kind<[RGB]>.list(of: .color, count: 2...256).value(of: slot))
    }
  }
}

extension Kind where Value == RGB {
  static var color: Kind {
    Kind(expected: "a colour as \"#rrggbb\"", luaType: "string", sample: "\"#ff8000\"") { slot in
      guard let text = slot.string, text.utf8.count == 7, text.hasPrefix("#"),
        text.dropFirst().allSatisfy(\.isHexDigit)
      else { return nil }
      return UInt32(text.dropFirst(), radix: 16).map { RGB($0) }
    }
  }
}

extension Kind where Value == DisplayRange {
  static var range: Kind {
    Kind(
      expected: "{ lo, hi } with lo < hi, or \"symmetric\"", luaType: "number[]|\"symmetric\"",
      sample: "{ 90, 110 }"
    ) { slot throws(Mismatch) in
      if slot.string == "symmetric" { return .symmetric }
      return try Kind<ClosedRange<Double>>.interval.read(slot).map { .between($0.lowerBound, $0.upperBound) }
    }
  }
}

/// What a script lays over an image.
enum OverlayArgument {
  case region(RegionArgument)
  case line(PointArgument, PointArgument, unit: LengthUnit?)
  /// A reflection and its partner, in the image of a whole spectrum.
  case reflection(Reflection)
  /// Arrows: components to the right and up.
  case vectors(right: Image, up: Image, key: Double?, unit: String?, across: Int)

  /// As outlines in pixels, counted from 0, of an image; a reflection without a label shows its number in
  /// the list and its spacing.
  fileprivate func overlay(on image: Image, number: Int) throws -> Overlay {
    let calibration = image.calibration
    switch self {
    case .vectors(let right, let up, let key, let unit, let across):
      guard right.size == up.size else {
        throw ScriptError.failed("u and v must have one size, but are \(right.size) and \(up.size)")
      }
      guard let step = right.step(over: image) else {
        throw ScriptError.failed(
          "u and v (\(right.size)) have neither the size of this image nor that of a map of it")
      }
      return .field(
        VectorField(.vectors(right: right, up: up), step: step, key: key, unit: unit, across: across))
    case .region(let region): return .region(try region.region(calibration))
    case .line(let from, let to, let unit):
      return .line(from: try from.point(calibration, in: unit), to: try to.point(calibration, in: unit))
    case .reflection(let reflection):
      guard calibration.unit == reflection.unit.reciprocal else {
        throw ScriptError.failed(
          "a reflection in \(reflection.unit.rawValue) is drawn on a spectrum in \(reflection.unit.reciprocal.rawValue), "
            + "but this image is in \(calibration.unit.rawValue); use spectrum:figure")
      }
      let (zeroRow, zeroColumn) = (Double(image.rows / 2), Double(image.columns / 2))
      let (down, right) = (-reflection.gy / calibration.pixelSizeY, reflection.gx / calibration.pixelSizeX)
      return .markers([
        Overlay.Marker(
          position: Point(row: zeroRow + down, column: zeroColumn + right),
          label: reflection.label ?? "\(number): \(NumberFormat.significant(reflection.spacing, digits: 3)) "
            + reflection.unit.rawValue,
          partner: Point(row: zeroRow - down, column: zeroColumn - right))
      ])
    }
  }
}

extension [OverlayArgument] {
  /// As outlines in pixels, counted from 0, of an image.
  func overlays(on image: Image) throws -> [Overlay] {
    try enumerated().map { try $0.element.overlay(on: image, number: $0.offset + 1) }
  }
}

extension Kind where Value == [OverlayArgument] {
  /// One thing to lay over an image, or a list of them.
  static var overlays: Kind {
    let one = Kind<OverlayArgument>.overlay
    return Kind(
      expected:
        "a Mask, a region, a line { from = , to = }, arrows { u = , v = }, a Reflection, or a list of them",
      luaType: "\(one.luaType)|(\(one.luaType))[]", sample: one.sample
    ) { slot throws(Mismatch) in
      if slot.isTable, slot.listCount > 0 { return try Kind<[OverlayArgument]>.list(of: one).read(slot) }
      return try one.read(slot).map { [$0] }
    }
  }
}

extension Kind where Value == OverlayArgument {
  static var overlay: Kind {
    Kind(
      expected: "a Mask, a region, a line, arrows or a Reflection",
      luaType: "Mask|Region|Line|Vectors|Reflection",
      sample: "{ from = { row = 1, column = 1 }, to = { row = 9, column = 9 } }"
    ) { slot throws(Mismatch) in
      if let reflection = slot.object(Reflection.self) { return .reflection(reflection) }
      if slot.hasField("u") {
        return try slot.readFields(of: ArgumentTypes.vectors) { fields throws(Mismatch) in
          .vectors(
            right: try fields.required("u", .image), up: try fields.required("v", .image),
            key: try fields.optional("key", .positive), unit: try fields.optional("unit", .string),
            across: try fields.optional("across", .integer(1...200)) ?? 20)
        }
      }
      if slot.hasField("from") {
        return try slot.readFields(of: ArgumentTypes.line) { fields throws(Mismatch) in
          .line(
            try fields.required("from", .point), try fields.required("to", .point),
            unit: try fields.optional("unit", .lengthUnit))
        }
      }
      return try Kind<RegionArgument>.region.read(slot).map(OverlayArgument.region)
    }
  }
}
