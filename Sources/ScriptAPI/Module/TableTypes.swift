import Lattice
import Scripting

/// The plain tables that functions return, and all that functions take.
enum TableTypes {
  private typealias Field = TypeDeclaration.Field

  static let declarations: [TypeDeclaration] = [
    ArgumentTypes.point, ArgumentTypes.line, ArgumentTypes.vectors, ArgumentTypes.rectangle,
    ArgumentTypes.disc, ArgumentTypes.ellipse, ArgumentTypes.polygon,
    TypeDeclaration(
      "Region", "Part of an image; of a mask or an image what is neither 0 nor NaN is inside.",
      alternatives: ["Rectangle", "Disc", "Ellipse", "Polygon", "Mask", "Image"]),
    TypeDeclaration(
      "Window", "One window of image:windows.",
      fields: [
        Field("image", "Image", "its pixels, zeros outside the image"),
        Field("row", "integer", "row of its centre"),
        Field("column", "integer", "column of its centre"),
        Field("map_row", "integer", "row of its pixel in a map"),
        Field("map_column", "integer", "column of its pixel in a map"),
      ]),
    TypeDeclaration(
      "MapWindow", "The place of one window of image:map_windows.",
      fields: [
        Field("row", "integer", "row of its centre"),
        Field("column", "integer", "column of its centre"),
        Field("map_row", "integer", "row of its pixel in the images that are made"),
        Field("map_column", "integer", "column of its pixel in them"),
      ]),
    TypeDeclaration(
      "GaussianFit", "What image:fit_gaussian found; NaN without a value.",
      fields: [
        Field("row", "number", "row of the centre, from 1"),
        Field("column", "number", "column of the centre, from 1"),
        Field("amplitude", "number", "height above the offset"),
        Field("width_row", "number", "σ along the rows' axis, px"),
        Field("width_column", "number", "σ along the columns' axis, px"),
        Field("theta", "number", "turn, degrees"),
        Field("offset", "number", "what the Gaussian stands on"),
        Field("cost", "number", "half the sum of squared residuals"),
        Field("iterations", "integer", "steps of the fit"),
        Field("converged", "boolean", "whether it came to an end"),
        Field("row_sigma", "number", "1σ uncertainty of row"),
        Field("column_sigma", "number", "1σ uncertainty of column"),
        Field("amplitude_sigma", "number", "1σ uncertainty of amplitude"),
        Field("width_row_sigma", "number", "1σ uncertainty of width_row"),
        Field("width_column_sigma", "number", "1σ uncertainty of width_column"),
        Field("theta_sigma", "number", "1σ uncertainty of theta, degrees"),
        Field("offset_sigma", "number", "1σ uncertainty of offset"),
      ]),
    TypeDeclaration(
      "PlaneMean", "The mean of a reflection over a region of its map.",
      fields: [
        Field("spacing", "number", "mean spacing, nm or px"),
        Field("spacing_sigma", "number", "1σ uncertainty of that mean, overlap of the windows counted in"),
        Field("spacing_std", "number", "spread of the pixels' spacings"),
        Field("angle", "number", "mean angle, degrees"),
        Field("angle_sigma", "number", "1σ uncertainty of that mean"),
        Field("angle_std", "number", "spread of the angles"),
        Field("count", "integer", "pixels with a value"),
        Field("independent", "number", "how many windows without overlap would tell as much"),
      ]),
    TypeDeclaration(
      "StrainMean", "The mean of strain and rotation over a region.",
      fields: StrainComponent.allCases.flatMap { component in
        [
          Field(component.rawValue, "number", "mean"),
          Field("\(component.rawValue)_sigma", "number", "1σ uncertainty of that mean"),
          Field("\(component.rawValue)_std", "number", "spread of the pixels"),
        ]
      } + [Field("count", "integer", "pixels with a value")]),
    TypeDeclaration(
      "Truth", "What fringe.simulate knows of the image it made.",
      fields: [
        Field("spacing", "Image[]", "the spacing at every pixel, nm, one image a reflection"),
        Field("angle", "Image[]", "the angle at every pixel, degrees, one image a reflection"),
        Field("particle", "Mask", "where the particle is"),
        Field("grain", "Mask", "where the turned grain is; nowhere with atoms"),
        Field(
          "exx", "Image", "strain along x at every pixel, relative to the unstrained lattice of its grain"),
        Field("eyy", "Image", "strain along y"), Field("exy", "Image", "shear, the tensor component"),
        Field("rotation", "Image", "rotation, degrees"),
        Field(
          "reflections", "Reflection[]",
          "of the lattice without strain; of atoms those that the image can show, six at most"),
        Field("phase", "number", "the largest shift of phase that atoms make, radians; else NaN"),
      ]),
    TypeDeclaration(
      "Prediction", "The precision that a measurement will have.",
      fields: [
        Field("snr", "number", "modulus of a reflection over the noise in a window's spectrum"),
        Field("resolution", "number", "width at half maximum of the weights, nm or px"),
        Field("spacing_sigma", "number[]", "1σ of each reflection's spacing in one window, nm or px"),
        Field("angle_sigma", "number[]", "1σ of its direction, degrees"),
        Field("condition", "number", "condition number of the reflections; NaN with one"),
      ]
        + StrainComponent.allCases.map {
          Field("\($0.rawValue)_sigma", "number", "1σ in one window; NaN with one reflection")
        }),
    ArgumentTypes.wave, ArgumentTypes.atomicSample, ArgumentTypes.deformation,
    TypeDeclaration(
      "Status", "The values of map[i].status.",
      fields: WindowStatus.allCases.map { Field($0.scriptName, "integer", $0.summary) }),
  ]
}

extension WindowStatus {
  fileprivate var summary: String {
    switch self {
    case .ok: "a value"
    case .atBound: "a value at the bound of the fit"
    case .edge: "a value of a window that leaves the image"
    case .weak: "no value: the peak does not stand out"
    case .notConverged: "no value: the fit came to no end"
    case .missing: "no value: the window holds a missing pixel"
    case .rejected: "no value: dropped by map:clean or map:where"
    }
  }
}
