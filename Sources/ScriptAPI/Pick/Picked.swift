import Imaging
import Lattice
import Pages
import Scripting

import struct Inspection.MaskPreview

/// What was picked: as a script gets it, and as a file holds it.
public struct Picked {
  /// In the order in which they were chosen.
  public internal(set) var reflections: [Reflection]
  var regions: [(name: String, region: RegionArgument)]
  var mask: MaskPreview.Options?

  init(
    reflections: [Reflection], regions: [(name: String, region: RegionArgument)], mask: MaskPreview.Options?
  ) {
    (self.reflections, self.regions, self.mask) = (reflections, regions, mask)
  }

  init(_ choice: PickedChoice) {
    // As they come back from a file, so that the first run and the next ones are the same.
    reflections = choice.reflections.map { picked in
      var saved = Reflection(
        spacing: picked.spacing, angle: picked.direction, unit: picked.unit, label: picked.label)
      saved.snr = picked.snr.map { ($0 * 10).rounded() / 10 }
      return saved
    }
    regions = choice.regions.map { ($0.name, RegionArgument($0.region)) }
    mask = choice.mask
  }
}

extension RegionArgument {
  /// A region that was drawn: in pixels.
  fileprivate init(_ region: Region) {
    switch region {
    case .rectangle(let row, let column, let rows, let columns):
      self = .rectangle(row: row + 1, column: column + 1, rows: rows, columns: columns, unit: .pixels)
    case .disc(let centre, let radius):
      self = .disc(row: centre.row + 1, column: centre.column + 1, radius: radius, unit: .pixels)
    case .ellipse(let centre, let radii, let angle):
      self = .ellipse(
        row: centre.row + 1, column: centre.column + 1, radii: [radii.x, radii.y], angle: angle,
        unit: .pixels)
    case .polygon(let points):
      self = .polygon(
        points.map { PointArgument(row: $0.row + 1, column: $0.column + 1, unit: nil) }, unit: .pixels)
    case .mask(let mask): self = .mask(mask)
    }
  }
}

// MARK: - As a script gets it

extension Picked {
  var record: Record {
    Record([
      ("reflections", List(reflections)),
      ("regions", Record(regions.map { ($0.name, $0.region.value) })),
      ("threshold", mask?.threshold),
      (
        "mask",
        mask.map { mask in
          Record(
            [
              ("threshold", mask.threshold), ("open", mask.open), ("close", mask.close),
              ("keep", mask.keep.rawValue),
            ], open: true)
        }
      ),
    ])
  }
}

extension RegionArgument {
  /// The table that a script would write. What it leaves out may be read: it is nil.
  fileprivate var value: any ScriptValue {
    func table(_ fields: [(String, any ScriptValue)], _ unit: LengthUnit) -> Record {
      Record(fields + (unit == .nanometres ? [("unit", unit.rawValue)] : []), open: true)
    }
    switch self {
    case .rectangle(let row, let column, let rows, let columns, let unit):
      return table([("row", row), ("column", column), ("rows", rows), ("columns", columns)], unit)
    case .disc(let row, let column, let radius, let unit):
      return table([("row", row), ("column", column), ("radius", radius)], unit)
    case .ellipse(let row, let column, let radii, let angle, let unit):
      return table([("row", row), ("column", column), ("radii", radii), ("angle", angle)], unit)
    case .polygon(let points, let unit):
      let corners = points.map { table([("row", $0.row), ("column", $0.column)], $0.unit ?? .pixels) }
      return table([("polygon", List(corners))], unit)
    case .mask(let mask): return mask
    }
  }
}
