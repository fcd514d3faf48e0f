import Crystallography
import Imaging
import Lattice
import Scripting

/// `fringe.crystal`.
enum CrystalFunctions {
  static let functions: [Function] = [
    Function(
      "crystal",
      "A crystal by name (Si, Au, SrTiO3, …; a name that is not known lists them), or by its cell.",
      argument(
        "crystal", .crystalDescription,
        "a name; or a cell with lengths in nm and angles in degrees: b and c are as a, angles 90, centring P when left out"
      ),
      returns: "Crystal"
    ) { _, crystal in crystal }
  ]
}

/// `crystal`: what a crystal's diffraction pattern is expected to show.
enum CrystalClass {
  private static let spacing = option(
    "min_spacing", .number(0.01...10).sample("0.15"), default: 0.1, "the smallest spacing to list, nm")

  static let declaration = ClassDeclaration(
    Crystal.self, "A crystal: its cell, its atoms, and the reflections to expect.",
    sample: Kind<Crystal>.crystal.sample,
    properties: [
      Property("name", of: .crystal, "string?", "its name") { $1.name },
      Property("a", of: .crystal, "number", "edge of the cell, nm") { $1.cell.a },
      Property("b", of: .crystal, "number", "edge of the cell, nm") { $1.cell.b },
      Property("c", of: .crystal, "number", "edge of the cell, nm") { $1.cell.c },
      Property("alpha", of: .crystal, "number", "angle between b and c, degrees") { $1.cell.alpha },
      Property("beta", of: .crystal, "number", "angle between a and c, degrees") { $1.cell.beta },
      Property("gamma", of: .crystal, "number", "angle between a and b, degrees") { $1.cell.gamma },
      Property("volume", of: .crystal, "number", "of the cell, nm³") { $1.cell.volume },
      Property("centring", of: .crystal, "string", "P, I, F, A, B, C or R") { $1.centring.rawValue },
      Property("space_group", of: .crystal, "string?", "its symbol") { $1.spaceGroup },
      Property("source", of: .crystal, "string?", "where the numbers are published") { $1.source },
      Property(
        "atoms", of: .crystal, "CrystalAtom[]", "all atoms of the cell; none when only the lattice is known"
      ) {
        List(
          $1.atoms.map { atom in
            Record([
              ("element", atom.element.symbol), ("x", atom.position.x), ("y", atom.position.y),
              ("z", atom.position.z),
            ])
          })
      },
    ],
    methods: [
      method(
        "spacing", of: .crystal, "The spacing of planes, nm, whether they reflect or not.",
        argument("hkl", .indices, "\"111\" or { 1, 1, 1 }"), returns: "number"
      ) { $1.cell.spacing($2) },
      method(
        "angle", of: .crystal, "The angle between two sets of planes, degrees from 0 to 180.",
        argument("first", .indices, "\"111\" or { 1, 1, 1 }"),
        argument("second", .indices.sample("\"11-1\""), "likewise"), returns: "number"
      ) { $1.cell.angle($2, $3) },
      method(
        "allows", of: .crystal, "Whether planes reflect, in one act of scattering.",
        argument("hkl", .indices, "\"111\" or { 1, 1, 1 }"), returns: "boolean"
      ) { $1.allows($2) },
      method(
        "reflections", of: .crystal,
        "The forms of planes that reflect, the widest spaced first; extinctions follow from the atoms, or from the centring.",
        spacing, returns: "CrystalForm[]"
      ) { _, crystal, smallest in
        let forms = try crystal.forms(from: smallest)
        let strongest = forms.map(\.intensity).max() ?? 1
        return List(
          forms.map { form in
            Record([
              ("hkl", "\(form.indices)"), ("h", form.indices.h), ("k", form.indices.k), ("l", form.indices.l),
              ("spacing", form.spacing), ("multiplicity", form.multiplicity),
              ("intensity", form.intensity / strongest),
            ])
          })
      },
      method(
        "pattern", of: .crystal,
        "The reflections seen along a zone axis, labelled, one of each ±, the widest spaced first.",
        required(
          "axis", .indices.sample("\"110\""), "the direction towards the viewer: \"110\" or { 1, 1, 0 }"),
        spacing,
        option(
          "rotation", .number, default: 0,
          "turns the pattern, degrees counter-clockwise; 0: the first spot along x"),
        option("scale", .positive, default: 1, "multiplies the spacings"),
        returns: "Reflection[]"
      ) { _, crystal, axis, smallest, rotation, scale in
        let pattern = try crystal.pattern(along: axis, from: smallest)
        return List(pattern.half.map { $0.reflection(rotation: rotation, scale: scale) })
      },
      method(
        "index", of: .crystal,
        "The zone axes that explain reflections that were found, best first, each with labelled copies of them.",
        argument(
          "reflections",
          .reflections.sample(
            "{ fringe.reflection { spacing = 0.192, angle = 0 }, fringe.reflection { spacing = 0.192, angle = 90 } }"
          ),
          "two or more that are not parallel"),
        option(
          "tolerance", .number(0.001...0.3), default: 0.05,
          "largest distance |Δg| / |g| from where one is expected"),
        option(
          "scale_tolerance", .number(0...0.9).sample("0.15"),
          "how far off the calibration may be, a fraction; 0.15, or any scale for reflections in px"),
        option("max_index", .integer(1...9), default: 3, "the largest index of an axis"),
        option("count", .integer(1...100), default: 10, "how many to return"), returns: "ZoneCandidate[]"
      ) { _, crystal, reflections, tolerance, scaleTolerance, largest, count in
        let unit = reflections[0].unit
        guard reflections.allSatisfy({ $0.unit == unit }) else {
          throw ScriptError.failed("reflections in nm and in px cannot be mixed")
        }
        var indexing = ZoneIndexing()
        indexing.tolerance = tolerance
        indexing.scaleTolerance = scaleTolerance ?? (unit == .nanometres ? indexing.scaleTolerance : nil)
        if unit == .pixels { indexing.scaleTolerance = nil }
        indexing.largestIndex = largest
        let candidates = try indexing.candidates(for: reflections.map { SIMD2($0.gx, $0.gy) }, of: crystal)
        return List(candidates.prefix(count).map { record($0, reflections, unit: unit) })
      },
    ])

  private static func record(
    _ candidate: ZoneCandidate, _ reflections: [Reflection], unit: Calibration.Unit
  ) -> Record {
    let labelled = zip(reflections, candidate.indices).map { reflection, indices in
      var copy = reflection
      copy.label = indices.map { "\($0)" }
      return copy
    }
    return Record([
      ("axis", "[\(candidate.axis)]"), ("misfit", candidate.misfit),
      ("matched", candidate.matched), ("rotation", candidate.rotation), ("reflections", labelled),
      ("scale", unit == .nanometres ? candidate.scale : nil as Double?),
      ("pixel_size", unit == .pixels ? 1 / candidate.scale : nil as Double?),
    ])
  }

  static let cell = TypeDeclaration(
    "CrystalCell", "A crystal as fringe.crystal takes it.",
    fields: [
      .init("a", "number", "edge of the conventional cell, nm"),
      .init("b", "number?", "nm; as a when left out"), .init("c", "number?", "nm; as a when left out"),
      .init("alpha", "number?", "angle between b and c, degrees; 90 when left out"),
      .init("beta", "number?", "between a and c"), .init("gamma", "number?", "between a and b"),
      .init("centring", "(\"P\"|\"I\"|\"F\"|\"A\"|\"B\"|\"C\"|\"R\")?", "P when left out"),
      .init(
        "atoms", "table[]?",
        "{ { \"Si\", x, y, z }, … } in fractions of the cell, without those that centring repeats"),
      .init("name", "string?", "its name"),
      .init("layer", "boolean?", "a single layer across c: only hk0 reflect"),
    ])

  static let types: [TypeDeclaration] = [
    cell,
    TypeDeclaration(
      "CrystalAtom", "An atom of a cell.",
      fields: [
        .init("element", "string", "its symbol"), .init("x", "number", "fraction of a"),
        .init("y", "number", "fraction of b"), .init("z", "number", "fraction of c"),
      ]),
    TypeDeclaration(
      "CrystalForm", "Planes that are equivalent by symmetry.",
      fields: [
        .init("hkl", "string", "\"111\""), .init("h", "integer", "the first index"),
        .init("k", "integer", "the second"), .init("l", "integer", "the third"),
        .init("spacing", "number", "nm"),
        .init("multiplicity", "integer", "how many there are, ± counted as two"),
        .init("intensity", "number", "|F|² for electrons, kinematic, the strongest of the list being 1"),
      ]),
    TypeDeclaration(
      "ZoneCandidate", "A zone axis that explains reflections.",
      fields: [
        .init("axis", "string", "\"[110]\", towards the viewer"),
        .init("misfit", "number", "root mean square of |Δg| / |g|, a fraction"),
        .init("matched", "integer", "how many of the reflections it explains"),
        .init("reflections", "Reflection[]", "labelled copies, in the order given; label nil: not explained"),
        .init("scale", "number?", "measured spacings over the crystal's; nil for reflections in px"),
        .init("pixel_size", "number?", "nm, as it follows for reflections in px; else nil"),
        .init("rotation", "number", "for crystal:pattern, degrees"),
      ]),
  ]
}

extension ZonePattern {
  /// One spot of each ± pair, the one written first.
  fileprivate var half: [Spot] {
    var seen: Set<MillerIndices> = []
    return spots.filter { spot in
      guard !seen.contains(-spot.indices) else { return false }
      seen.insert(spot.indices)
      return true
    }
  }
}

extension ZonePattern.Spot {
  fileprivate func reflection(rotation: Double, scale: Double) -> Reflection {
    let own = Reflection(gx: g.x, gy: g.y, unit: .nanometres)
    return Reflection(
      spacing: own.spacing * scale, angle: own.direction + rotation, unit: .nanometres, label: "\(indices)")
  }
}
