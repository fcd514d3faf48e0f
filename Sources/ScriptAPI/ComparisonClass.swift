import Figures
import Imaging
import Lattice
import Scripting

extension MapComparison: ScriptObject {
  public static let className = "Comparison"
  public var scriptDescription: String {
    let names = quantities.map(\.name).joined(separator: ", ")
    let share = 100 * Double(disagreement.count) / Double(max(1, rows * columns))
    return "Comparison \(rows)×\(columns), step \(step), of \(names); "
      + "beyond \(NumberFormat.compact(limit)) σ: \(NumberFormat.significant(share, digits: 3)) % of the map"
  }
  public var hostBytes: Int { quantities.reduce(0) { $0 + 2 * $1.difference.byteCount } + source.byteCount }
}

/// Two maps of one image, of the same kind.
enum ComparedMaps {
  case strain(StrainMap, StrainMap)
  case lattice(LatticeMap, LatticeMap)

  func comparison(limit: Double) throws(ComparisonError) -> MapComparison {
    switch self {
    case .strain(let first, let second): try MapComparison(first, second, limit: limit)
    case .lattice(let first, let second): try MapComparison(first, second, limit: limit)
    }
  }
}

/// What `fringe.compare` is given: `{ a, b, limit = 3 }`.
struct ComparisonArgument {
  let maps: ComparedMaps
  let limit: Double
}

extension Kind where Value == MapComparison {
  static var comparison: Kind {
    .object(sample: "fringe.compare { \(Kind<StrainMap>.strain.sample), \(Kind<StrainMap>.strain.sample) }")
  }
}

extension Kind where Value == ComparisonArgument {
  fileprivate static var comparedMaps: Kind {
    Kind(
      expected: "{ a, b, limit = 3 }, a and b two StrainMaps or two LatticeMaps",
      luaType: "{ [1]: StrainMap|LatticeMap, [2]: StrainMap|LatticeMap, limit: number? }",
      sample: "{ \(Kind<StrainMap>.strain.sample), \(Kind<StrainMap>.strain.sample) }"
    ) { slot throws(Mismatch) in
      guard slot.isTable, slot.listCount == 2 else { return nil }
      var limit = 3.0
      try slot.forEach { key, value throws(Mismatch) in
        guard let name = key.string else { return }
        guard name == "limit" else { throw Mismatch("unknown option \"\(name)\"; the only one is limit") }
        do throws(Mismatch) { limit = try Kind<Double>.positive.value(of: value) } catch {
          throw error.inside("limit")
        }
      }
      func pair<Object: ScriptObject>(_: Object.Type) -> (Object, Object)? {
        let first = slot.element(1) { $0.object(Object.self) }
        let second = slot.element(2) { $0.object(Object.self) }
        guard let first, let second else { return nil }
        return (first, second)
      }
      if let (first, second) = pair(StrainMap.self) {
        return ComparisonArgument(maps: .strain(first, second), limit: limit)
      }
      if let (first, second) = pair(LatticeMap.self) {
        return ComparisonArgument(maps: .lattice(first, second), limit: limit)
      }
      return nil
    }
  }
}

/// `fringe.compare` and what it returns.
enum ComparisonClass {
  static let functions: [Function] = [
    Function(
      "compare",
      "How two methods differ on one image: a - b, pixel by pixel, and where that is more than a few joint σ.",
      argument(
        "maps", .comparedMaps,
        "two StrainMaps, or two LatticeMaps, of the same reflections; steps may differ; limit: joint σ that are a "
          + "disagreement, 3 when left out"),
      returns: "Comparison"
    ) { _, given in try given.maps.comparison(limit: given.limit) }
  ]

  static let declaration = ClassDeclaration(
    MapComparison.self,
    "How two maps differ: differences a - b, their joint σ (as if errors were independent), and where they disagree.",
    sample: Kind<MapComparison>.comparison.sample,
    properties: [
      Property(
        "difference", of: .comparison, "table<string, Image>",
        "a - b by name: exx, eyy, exy, rotation, dilatation; of lattice maps spacing_1, angle_1, …"
      ) { Record($1.quantities.map { ($0.name, $0.difference) }) },
      Property("sigma", of: .comparison, "table<string, Image>", "joint σ of the differences, by name") {
        Record($1.quantities.map { ($0.name, $0.sigma) })
      },
      Property("disagreement", of: .comparison, "Mask", "where one quantity differs by more than limit σ") {
        $1.disagreement
      },
      Property(
        "table", of: .comparison, "Table",
        "a row for each quantity: its mean, std, pull (rms of difference over joint σ), share beyond the limit, count"
      ) { table($1) },
      Property("limit", of: .comparison, "number", "joint σ that are a disagreement") { $1.limit },
      Property(
        "reference_difference", of: .comparison, "number",
        "how far the references are from each other, the largest |Δg0| / |g0|; 0 of lattice maps"
      ) { $1.referenceDifference },
      Property("source", of: .comparison, "Image", "the image both maps were made from") { $1.source },
      Property("step", of: .comparison, "integer", "stride, px of the source: the larger one") { $1.step },
      Property("rows", of: .comparison, "integer", "number of rows") { $1.rows },
      Property("columns", of: .comparison, "integer", "number of columns") { $1.columns },
    ],
    methods: [
      method(
        "figure", of: .comparison,
        "The differences, one panel each; outlined is where they are more than limit joint σ.",
        option(
          "show", .list(of: .string.sample("\"exx\""), count: 1...32).sample("{ \"exx\" }"),
          "which; all but dilatation when left out"),
        returns: "Figure"
      ) { _, comparison, shown in try figure(comparison, shown) }
    ])

  private static func table(_ comparison: MapComparison) -> Table {
    let quantities = comparison.quantities
    return Table([
      .init("quantity", cells: quantities.map { .text($0.name) }),
      .init("mean", values: quantities.map(\.mean)), .init("std", values: quantities.map(\.std)),
      .init("pull", values: quantities.map(\.pull)), .init("share", values: quantities.map(\.share)),
      .init("count", values: quantities.map { Double($0.count) }),
      .init("unit", cells: quantities.map { .text($0.unit ?? "") }),
    ])
  }

  private static func figure(_ comparison: MapComparison, _ shown: [String]?) throws -> Figure {
    let all = comparison.quantities
    let names = shown ?? all.map(\.name).filter { $0 != StrainComponent.dilatation.rawValue }
    let panels = try names.map { name in
      guard let quantity = all.first(where: { $0.name == name }) else {
        let known = all.map(\.name)
        throw ScriptError.failed(
          "there is no \"\(name)\"\(NearestName.hint(name, among: known)); it has \(known.joined(separator: ", "))"
        )
      }
      let limit = NumberFormat.compact(comparison.limit)
      return Panel.image(
        ImagePanel(
          quantity.difference, title: "a - b; outlined: over \(limit) joint σ", range: .symmetric,
          overlays: comparison.disagreement.count > 0 ? [.mask(comparison.disagreement)] : [],
          overlayStep: comparison.step, rangeGroup: quantity.unit ?? "strain"))
    }
    return Figure(panels: panels, columns: min(panels.count, 2))
  }
}
