import Imaging
import Inspection
import Lattice
import Scripting

// The file that picking leaves: data, as that of fringe.save_reflections.

extension Picked {
  /// A small Lua file that returns what was picked on an image.
  public func text(on image: Image) -> String {
    let name = (image.name ?? "an image").split(whereSeparator: \.isNewline).joined(separator: " ")
    var lines = [
      "-- Picked by eye on \(name): \(image.size) pixels, \(image.calibration).",
      "-- Spacing; direction of g in degrees, counter-clockwise from x; signal to noise. Rows and columns from 1.",
      "return {", "  reflections = {",
    ]
    lines += reflections.map { "    \(ReflectionFunctions.line(of: $0))," }
    lines += ["  },", "  regions = {"]
    for (name, region) in regions { lines += region.lines(named: name) }
    lines.append("  },")
    if let mask {
      lines.append(
        "  mask = { threshold = \(mask.threshold), open = \(mask.open), close = \(mask.close), "
          + "keep = \"\(mask.keep.rawValue)\" },")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }
}

extension RegionArgument {
  fileprivate func lines(named name: String) -> [String] {
    let start = "    \(name) = {"
    switch self {
    case .rectangle(let row, let column, let rows, let columns, _):
      return [
        "\(start) row = \(row.short), column = \(column.short), rows = \(rows.short), columns = \(columns.short) },"
      ]
    case .disc(let row, let column, let radius, _):
      return ["\(start) row = \(row.short), column = \(column.short), radius = \(radius.short) },"]
    case .polygon(let points, _):
      let corners = points.map { "      { row = \($0.row.short), column = \($0.column.short) }," }
      return ["\(start) polygon = {"] + corners + ["    } },"]
    case .ellipse, .mask:
      // Nobody draws them.
      return []
    }
  }
}

extension Double {
  /// A position to a hundredth of a pixel: `12`, `12.35`.
  fileprivate var short: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}

extension Kind where Value == Picked {
  /// What the file returns; one of reflections alone will do.
  static var picked: Kind {
    Kind(
      expected: "{ reflections = , regions = , mask = }", luaType: "table", sample: "nil"
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return nil }
      if slot.listCount > 0 {
        let list = try ReflectionFunctions.savedList.value(of: slot)
        return Picked(reflections: list, regions: [], mask: nil)
      }
      return try slot.readFields("field", ["reflections", "regions", "mask"]) { fields throws(Mismatch) in
        Picked(
          reflections: try fields.required("reflections", ReflectionFunctions.savedList),
          regions: try fields.optional("regions", .namedRegions) ?? [],
          mask: try fields.optional("mask", .maskOptions))
      }
    }
  }
}

extension Kind where Value == [Reflection] {
  /// What `fringe.save_reflections` writes, or a file of picking.
  static var savedReflections: Kind {
    let list = ReflectionFunctions.savedList
    return Kind(expected: list.expected, luaType: list.luaType, sample: list.sample) {
      slot throws(Mismatch) in
      if slot.hasField("reflections") { return try Kind<Picked>.picked.value(of: slot).reflections }
      return try list.read(slot)
    }
  }
}

extension Kind where Value == [(name: String, region: RegionArgument)] {
  fileprivate static var namedRegions: Kind {
    Kind(
      expected: "a table of regions by name", luaType: "table<string, Region>", sample: "{}"
    ) { slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 0 else { return nil }
      var names: [String] = []
      slot.forEach { key, _ in if let name = key.string { names.append(name) } }
      return try slot.readFields("region", names) { fields throws(Mismatch) in
        var regions: [(name: String, region: RegionArgument)] = []
        for name in names.sorted() { regions.append((name, try fields.required(name, .region))) }
        return regions
      }
    }
  }
}

extension Kind where Value == MaskPreview.Options {
  fileprivate static var maskOptions: Kind {
    Kind(
      expected: "{ threshold = , open = , close = , keep = }", luaType: "table",
      sample: "{ threshold = 1.15 }"
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return nil }
      return try slot.readFields("field", ["threshold", "open", "close", "keep"]) {
        fields throws(Mismatch) in
        MaskPreview.Options(
          threshold: try fields.required("threshold", .positive),
          open: try fields.optional("open", .integer(0...100_000)) ?? 15,
          close: try fields.optional("close", .integer(0...100_000)) ?? 20,
          keep: try fields.optional("keep", .choice(of: Image.Kept.self)) ?? .dark)
      }
    }
  }
}
