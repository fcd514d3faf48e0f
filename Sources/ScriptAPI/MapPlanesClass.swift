import Imaging
import Lattice
import Scripting

/// `map[i]`: the planes of one reflection.
struct MapPlanes: ScriptObject {
  static let className = "MapPlanes"
  let map: LatticeMap
  /// The reflection, counted from 0.
  let index: Int

  var planes: ReflectionMap { map[index] }
  var scriptDescription: String {
    "MapPlanes \(map.rows)×\(map.columns) of \(planes.reflection.scriptDescription)"
  }
}

extension Kind where Value == MapPlanes {
  static var mapPlanes: Kind { .object(sample: "(\(Kind<LatticeMap>.map.sample))[1]") }
}

enum MapPlanesClass {
  static let declaration = ClassDeclaration(
    MapPlanes.self, "The planes of one reflection of a map.", sample: Kind<MapPlanes>.mapPlanes.sample,
    properties: [
      Property(
        "reflection", of: .mapPlanes, "Reflection", "as it was selected; a label is set before rolling"
      ) { MapClass.locked($1.planes.reflection) }
    ]
      + MapPlane.all.map { plane in
        Property(plane.name, of: .mapPlanes, "Image", plane.summary) { plane.image($1.planes) }
      },
    methods: [
      method(
        "mean", of: .mapPlanes,
        "Mean, its 1σ uncertainty (the overlap of windows counted in) and spread over a region.",
        optionalArgument("region", .region, "in pixels of the source; nil: everywhere"), returns: "PlaneMean"
      ) { _, planes, region in
        let mean = try planes.map.mean(
          planes.index, in: region.map { try MapClass.mask($0, for: planes.map) })
        return Record([
          ("spacing", mean.spacing), ("spacing_sigma", mean.spacingSigma), ("spacing_std", mean.spacingStd),
          ("angle", mean.angle), ("angle_sigma", mean.angleSigma), ("angle_std", mean.angleStd),
          ("count", mean.count), ("independent", mean.independent),
        ])
      },
      method(
        "profile", of: .mapPlanes, "Spacing and angle along a line; positions are pixels of the source.",
        ImageStatistics.from, ImageStatistics.to, ImageStatistics.width, ImageStatistics.unit,
        returns: "Table"
      ) { _, planes, from, to, width, unit in
        let calibration = planes.map.source.calibration
        let profile = try planes.map.profile(
          planes.index, from: from.point(calibration, in: unit), to: to.point(calibration, in: unit),
          width: width)
        let unit = calibration.unit.rawValue
        return Table([
          .init("distance", unit: unit, values: profile.distance),
          .init("spacing", unit: unit, values: profile.spacing),
          .init("spacing_sigma", unit: unit, values: profile.spacingSigma),
          .init("angle", unit: "°", values: profile.angle),
          .init("angle_sigma", unit: "°", values: profile.angleSigma),
          .init("count", values: profile.count.map(Double.init)),
        ])
      },
    ])
}

extension WindowStatus {
  /// The name in `fringe.status`.
  var scriptName: String {
    switch self {
    case .ok: "ok"
    case .atBound: "at_bound"
    case .edge: "edge"
    case .weak: "weak"
    case .notConverged: "not_converged"
    case .missing: "missing"
    case .rejected: "rejected"
    }
  }
}
