import Imaging
import Lattice
import MapFiles
import Scripting

extension StrainMap: ScriptObject {
  public static let className = "StrainMap"
  public var scriptDescription: String {
    let pixels = self[.exx].validCount()
    let condition = NumberFormat.significant(condition, digits: 3)
    let resolution = NumberFormat.significant(resolution, digits: 3) + " " + source.calibration.unit.rawValue
    return
      "StrainMap \(rows)×\(columns), \(method.name), resolution \(resolution), definition \(definition.rawValue), "
      + "\(reference.count) reflections, condition \(condition), \(pixels) pixels with a value"
  }
  public var hostBytes: Int { byteCount + source.byteCount }
}

extension Kind where Value == StrainMap {
  static var strain: Kind { .object(sample: "(\(Kind<LatticeMap>.map.sample)):strain {}") }
}

/// What strain is relative to, as a script gives it.
enum StrainReferenceArgument {
  case region(RegionArgument)
  case reflections([Reflection])
  case median

  func reference(for map: LatticeMap) throws -> StrainReference {
    switch self {
    case .region(let region): .region(try MapClass.mask(region, for: map))
    case .reflections(let reflections): .reflections(reflections)
    case .median: .median
    }
  }

  func reference(for image: Image) throws -> StrainReference {
    switch self {
    case .region(let region): .region(try region.mask(in: image))
    case .reflections(let reflections): .reflections(reflections)
    case .median: .median
    }
  }
}

extension Kind where Value == StrainReferenceArgument {
  /// A region, a mask, a list of reflections, or `"median"`.
  static var strainReference: Kind {
    Kind(
      expected: "a region, a Mask, a list of reflections or \"median\"",
      luaType: "Region|Reflection[]|\"median\"", sample: "\"median\""
    ) { slot throws(Mismatch) in
      if slot.string == "median" { return .median }
      if slot.isTable, slot.listCount > 0 {
        return .reflections(try Kind<[Reflection]>.reflections.value(of: slot))
      }
      return try Kind<RegionArgument>.region.read(slot).map { .region($0) }
    }
  }
}

/// `map:strain`.
enum MapStrain {
  static let methods: [Function] = [
    method(
      "strain", of: .map, "Strain and rotation of the lattice, from two reflections or more, with their σ.",
      option(
        "reference", .strainReference, default: .median, shown: "\"median\"",
        "what is unstrained: the mean of a region, given reflections, or the median of the whole map"),
      option(
        "definition", .choice(of: StrainDefinition.self), default: .spacing,
        "spacing: F - 1 of real-space vectors, +2 % in d reads 0.02; reciprocal: 1 - g/g0; green: (FᵀF - 1)/2; "
          + "polar: U - 1"),
      option("axis", .number, default: 0, "direction of x, degrees counter-clockwise"), returns: "StrainMap"
    ) { call, map, reference, definition, axis in
      let strain = try map.strain(
        reference: reference.reference(for: map), definition: definition, axis: axis,
        threads: call.session.threads)
      if !strain[.exx].pixels.contains(where: \.isFinite) {
        call.session.warnOnce(
          "map:strain", of: map.source,
          "no pixel has a value: nowhere are two reflections found that are not parallel; "
            + (strain.condition > 20
              ? "the map holds one spot for several of its reflections: roll with a larger window, or a smaller patch"
              : "map[i].status tells why"))
      }
      return strain
    }
  ]
}

/// `strain`: strain and rotation at every pixel of a map.
enum StrainClass {
  static let declaration = ClassDeclaration(
    StrainMap.self,
    "Strain and rotation: fractions, tension positive; x to the right, y up unless axis turns them.",
    sample: Kind<StrainMap>.strain.sample, calledAs: "strain",
    properties: planes + [
      Property(
        "residual", of: .strain, "Image",
        "how far three or more reflections are from one deformation: rms of |g - M g0| / |g0|; NaN with two"
      ) { $1.residual },
      Property("definition", of: .strain, "string", "spacing, reciprocal, green or polar") {
        $1.definition.rawValue
      },
      Property("method", of: .strain, "string", "roll or gpa: what found the local reflections") {
        $1.method.name
      },
      Property(
        "resolution", of: .strain, "number",
        "width at half maximum of the weights under which strain is averaged, nm or px; half a Hann window"
      ) { $1.resolution },
      Property("axis", of: .strain, "number", "direction of x, degrees counter-clockwise") { $1.axis },
      Property("reference", of: .strain, "Reflection[]", "the unstrained reflections") {
        List($1.reference.map { Locked($0, reason: "this reflection belongs to a strain map") })
      },
      Property(
        "reference_kind", of: .strain, "string", "where the reference is from: region, reflections or median"
      ) {
        $1.referenceKind.rawValue
      },
      Property(
        "condition", of: .strain, "number",
        "condition number of the reflections' directions: 1 is best; errors grow with it"
      ) { $1.condition },
      Property("source", of: .strain, "Image", "the image it was made from") { $1.source },
      Property("step", of: .strain, "integer", "stride, px of the source") { $1.step },
      Property("rows", of: .strain, "integer", "number of rows") { $1.rows },
      Property("columns", of: .strain, "integer", "number of columns") { $1.columns },
    ],
    methods: [
      method(
        "mean", of: .strain,
        "Mean, its 1σ uncertainty (overlap of windows and reference counted in) and spread over a region.",
        optionalArgument("region", .region, "in pixels of the source; nil: everywhere"), returns: "StrainMean"
      ) { _, strain, region in
        let mean = try strain.mean(in: region.map { try mask($0, for: strain) })
        let fields = StrainComponent.allCases.enumerated().flatMap { place, component in
          [
            (component.rawValue, mean.values[place]), (component.rawValue + "_sigma", mean.sigmas[place]),
            (component.rawValue + "_std", mean.stds[place]),
          ]
        }
        return Record(fields + [("count", mean.count)])
      },
      method(
        "profile", of: .strain, "Strain along a line; positions are pixels of the source.",
        ImageStatistics.from, ImageStatistics.to, ImageStatistics.width, ImageStatistics.unit,
        returns: "Table"
      ) { _, strain, from, to, width, unit in
        let calibration = strain.source.calibration
        let profile = try strain.profile(
          from: from.point(calibration, in: unit), to: to.point(calibration, in: unit), width: width)
        let components = StrainComponent.allCases.enumerated().flatMap { place, component in
          let unit = component == .rotation ? "°" : nil
          return [
            Table.Column(component.rawValue, unit: unit, values: profile.values[place]),
            Table.Column(component.rawValue + "_sigma", unit: unit, values: profile.sigmas[place]),
          ]
        }
        return Table(
          [.init("distance", unit: calibration.unit.rawValue, values: profile.distance)] + components
            + [.init("count", values: profile.count.map(Double.init))])
      },
      method(
        "where", of: .strain, "Drops pixels outside a region.",
        argument("region", .region, "in pixels of the source; a mask may also have the map's size"),
        returns: "StrainMap"
      ) { _, strain, region in try strain.where(mask(region, for: strain)) },
      method(
        "save", of: .strain, "Saves every plane as TIFF, and how it was made, in a folder.",
        argument("path", .path.sample("\"out/strain\""), "the folder; relative: in the output folder")
      ) { call, strain, path in
        let folder = call.session.outputPath(path)
        try StrainFolder.save(strain, to: folder)
        call.session.didSave(folder)
        return Several.nothing
      },
    ] + StrainFigure.methods)

  /// Each component, and its σ.
  private static let planes = StrainComponent.allCases.flatMap { component in
    [
      Property(component.rawValue, of: Kind<StrainMap>.strain, "Image", component.summary) { $1[component] },
      Property(
        component.rawValue + "_sigma", of: Kind<StrainMap>.strain, "Image",
        "1σ uncertainty of \(component.rawValue)"
      ) { $1.sigma(component) },
    ]
  }

  private static func mask(_ region: RegionArgument, for strain: StrainMap) throws -> Mask {
    if case .mask(let mask) = region, mask.size == strain.size { return mask }
    return try region.mask(in: strain.source)
  }
}

extension StrainComponent {
  fileprivate var summary: String {
    switch self {
    case .exx: "strain along x"
    case .eyy: "strain along y"
    case .exy: "shear, the tensor component: half the engineering shear"
    case .rotation: "rotation, degrees counter-clockwise"
    case .dilatation: "exx + eyy"
    }
  }
}
