import Imaging
import Lattice
import Scripting

/// `image:gpa`.
enum ImageGPA {
  /// Two reflections that the sample image can be analysed with.
  private static let pair =
    "{ fringe.reflection { spacing = 6.6, angle = -18.4, unit = \"px\" }, "
    + "fringe.reflection { spacing = 6, angle = 60, unit = \"px\" } }"
  private static let standard = GeometricPhase()

  static let methods: [Function] = [
    method(
      "gpa", of: .image,
      "Strain by geometric phase analysis: Gaussian masks around reflections, gradients of the filtered images' phases.",
      required("reflections", .reflections.sample(pair), "two or more; the masks are centred on them"),
      option(
        "resolution", .positive.sample("11"),
        "width at half maximum of the Gaussian under which strain is averaged, nm (px when not calibrated); 4 times the "
          + "largest spacing when left out"),
      option(
        "reference", .strainReference.sample(pair), default: .median, shown: "\"median\"",
        "what is unstrained: a region, whose phase is fitted by a plane, given reflections, or the median"),
      option(
        "definition", .choice(of: StrainDefinition.self), default: .spacing,
        "spacing, reciprocal, green or polar, as in map:strain"),
      option("axis", .number, default: 0, "direction of x, degrees counter-clockwise"),
      option(
        "margin", .nonNegative,
        "pixels nearer to the border, or to a missing pixel, have no value, nm or px; when left out twice the "
          + "resolution, at most a quarter of the image"
      ),
      ImageLattice.step,
      option(
        "min_snr", .nonNegative, default: standard.minimumSNR,
        "a reflection less than so many times the noise under its mask has no value"),
      returns: "StrainMap"
    ) { call, image, reflections, resolution, reference, definition, axis, margin, step, minimumSNR in
      var options = GeometricPhase()
      (options.resolution, options.margin) = (resolution, margin)
      (options.step, options.minimumSNR) = (step, minimumSNR)
      return try image.geometricPhaseStrain(
        options, reflections: reflections, reference: reference.reference(for: image),
        definition: definition, axis: axis, threads: call.session.threads,
        isCancelled: call.state.interruption)
    }
  ]
}
