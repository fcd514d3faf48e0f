import Scripting

/// The plain tables that functions take: what reads them, too, has the names of their fields from here.
enum ArgumentTypes {
  private typealias Field = TypeDeclaration.Field

  private static let unit = Field(
    "unit", "(\"px\"|\"nm\")?",
    "of these numbers; nm: from the top left corner of the image; px when left out")

  static let point = TypeDeclaration(
    "Point", "A place in an image.",
    fields: [Field("row", "number", "row, from 1"), Field("column", "number", "column, from 1"), unit])

  static let line = TypeDeclaration(
    "Line", "A straight line in an image.",
    fields: [Field("from", "Point", "where it starts"), Field("to", "Point", "where it ends"), unit])

  static let vectors = TypeDeclaration(
    "Vectors", "Arrows over an image, at equal distances, each the mean around it.",
    fields: [
      Field("u", "Image", "components to the right: of the image's size, or of a map of it"),
      Field("v", "Image", "components up"),
      Field("key", "number?", "the value of the arrow in the key; a round one when left out"),
      Field("unit", "string?", "of the values, for the key"),
      Field("across", "integer?", "arrows along the longer side, 1 to 200; 20 when left out"),
    ])

  static let rectangle = TypeDeclaration(
    "Rectangle", "Part of an image, given by its top left pixel and its size.",
    fields: [
      Field("row", "number", "row of the top left pixel"),
      Field("column", "number", "column of the top left pixel"),
      Field("rows", "number", "height"), Field("columns", "number", "width"), unit,
    ])

  static let disc = TypeDeclaration(
    "Disc", "Part of an image, given by its centre.",
    fields: [
      Field("row", "number", "row of the centre"), Field("column", "number", "column of the centre"),
      Field("radius", "number", "radius"), unit,
    ])

  static let ellipse = TypeDeclaration(
    "Ellipse", "Part of an image, given by its centre and half axes.",
    fields: [
      Field("row", "number", "row of the centre"), Field("column", "number", "column of the centre"),
      Field("radii", "number[]", "{ a, b }, the half axes"),
      Field("angle", "number?", "direction of the first, degrees counter-clockwise; 0 when left out"), unit,
    ])

  static let polygon = TypeDeclaration(
    "Polygon", "Part of an image, given by corners.",
    fields: [Field("polygon", "Point[]", "three corners or more"), unit])

  static let atomicSample = TypeDeclaration(
    "AtomicSample",
    "Atoms to simulate, and the microscope; lengths in nm, x right and y up from the middle.",
    fields: [
      Field("crystal", "(Crystal|string|CrystalCell)?", "what is seen along axis"),
      Field("axis", "(integer[]|string)?", "towards the viewer: \"110\""),
      Field("list", "table[]?", "{ { \"Au\", x, y }, … } instead of a crystal"),
      Field("thickness", "number?", "of the crystal, nm; 3 when left out"),
      Field("rotation", "number?", "of the crystal's pattern, degrees counter-clockwise"),
      Field(
        "strain", "Deformation?", "of the crystal, the same everywhere"),
      Field("radius", "number?", "of the crystal; it fills the frame when left out"),
      Field("vibration", "number?", "thermal displacement of an atom, rms along one direction; 0.008"),
      Field("film", "number?", "thickness of an amorphous carbon film; 0"),
      Field("voltage", "number?", "kV; 300"), Field("cs", "number?", "spherical aberration, mm; 1.2"),
      Field("defocus", "number?", "nm, negative for underfocus; Scherzer's when left out"),
      Field("focus_spread", "number?", "1σ, nm; 3"),
      Field("convergence", "number?", "1σ half angle of the illumination, mrad; 0.2"),
      Field("aperture", "number?", "the largest frequency that passes, 1/nm"),
      Field(
        "model", "(\"weak_phase\"|\"phase_object\")?",
        "phase_object when left out; both for thin samples only: nothing is scattered twice"),
    ])

  static let deformation = TypeDeclaration(
    "Deformation", "A stretch, and then a turn.",
    fields: [
      Field("exx", "number?", "strain along x, a fraction from -0.5 to 0.5; 0"),
      Field("eyy", "number?", "along y; 0"),
      Field("exy", "number?", "shear, the tensor component; 0"),
      Field("rotation", "number?", "degrees counter-clockwise; 0"),
    ])

  static let wave = TypeDeclaration(
    "Wave", "A reflection of a simulated lattice; also { spacing, angle, amplitude }, without names.",
    fields: [
      Field("spacing", "number", "nm, where there is no strain"),
      Field("angle", "number", "direction of g, degrees counter-clockwise from x"),
      Field("amplitude", "number", "of the fringes, a fraction of the intensity, 0 to 1"),
    ])
}
