import Imaging
import Lattice
import Scripting

/// `fringe.predict`.
enum PredictionFunctions {
  static let functions: [Function] = [
    Function(
      "predict",
      "The σ that spacings and strain will have, and the resolution, for a window or a resolution of image:gpa.",
      option(
        "window", .integer(RollingWindow.windows), "side of a rolling window, px, followed by its phase"),
      option(
        "resolution", .positive.sample("nil"),
        "in place of window: that of image:gpa, nm, or px without a pixel size"),
      required(
        "reflections",
        .reflections.sample("{ fringe.reflection { spacing = 4, angle = 20, unit = \"px\" } }"),
        "which; two that are not parallel for strain"),
      option("dose", .positive.sample("400"), "electrons per pixel"),
      option(
        "contrast", .positive, default: 0.1,
        "with dose: amplitude of the fringes as a fraction of the mean intensity"),
      option(
        "snr", .positive.sample("nil"),
        "in place of dose: modulus over noise in a window's spectrum, as map[i].snr"),
      option("pixel_size", .pixelSize.sample("nil"), "nm; without it reflections are in px"),
      ImageLattice.apodize, option("axis", .number, default: 0, "direction of x, degrees counter-clockwise"),
      returns: "Prediction"
    ) { _, window, resolution, reflections, dose, contrast, snr, pixelSize, apodize, axis in
      let unit = pixelSize == nil ? Calibration.Unit.pixels : .nanometres
      for (index, reflection) in reflections.enumerated() where reflection.unit != unit {
        throw ScriptError.failed(
          "reflection \(index + 1) is in \(reflection.unit.rawValue), "
            + (pixelSize == nil ? "give pixel_size" : "and pixel_size in nm"))
      }
      let prediction = try StrainPrediction(
        reflections: reflections, kernel: kernel(window, resolution, apodize),
        noise: noise(dose, contrast, snr), pixelSize: pixelSize ?? 1, axis: axis)
      return record(prediction)
    }
  ]

  private static func kernel(
    _ window: Int?, _ resolution: Double?, _ apodize: Taper
  ) throws(ScriptError) -> StrainPrediction.Kernel {
    switch (window, resolution) {
    case (nil, let resolution?): return .gaussian(resolution: resolution)
    case (let window?, nil): return .window(window, apodize)
    case (nil, nil): return .window(RollingWindow().window, apodize)
    case (.some, .some): throw .failed("give window or resolution, not both")
    }
  }

  private static func noise(
    _ dose: Double?, _ contrast: Double, _ snr: Double?
  ) throws(ScriptError) -> StrainPrediction.Noise {
    switch (dose, snr) {
    case (let dose?, nil): return .dose(dose, contrast: contrast)
    case (nil, let snr?): return .snr(snr)
    default: throw .failed("give dose or snr, one of them")
    }
  }

  private static func record(_ prediction: StrainPrediction) -> Record {
    let strain = StrainComponent.allCases.enumerated().map { place, component in
      (component.rawValue + "_sigma", prediction.strainSigmas[place] as any ScriptValue)
    }
    return Record(
      [
        ("snr", prediction.snr), ("resolution", prediction.resolution),
        ("spacing_sigma", prediction.spacingSigmas), ("angle_sigma", prediction.angleSigmas),
        ("condition", prediction.condition),
      ] + strain)
  }
}
