import Imaging
import Lattice
import Scripting

/// `image:calibrate`.
enum ImageCalibration {
  private static let sample = Kind<Reflection>.reflection.sample(
    "fringe.reflection { spacing = 6.6, angle = -18.4, unit = \"px\" }")

  static let methods: [Function] = [
    method(
      "calibrate", of: .image,
      "The image with the pixel size at which a reflection has its known spacing; from two reflections and their angle "
        + "also without the linear distortion of the scan.",
      option("reflection", sample, "as found on this image; measured anew"),
      option(
        "spacing", .number(Calibration.pixelSizes).sample("0.2355"), "what its spacing is known to be, nm"),
      option("spacing_sigma", .nonNegative, default: 0, "1σ of each known spacing, nm"),
      option("reflections", .list(of: .reflection, count: 2...2).sample("nil"), "two, to undo a distortion"),
      option(
        "spacings", .list(of: .number(Calibration.pixelSizes), count: 2...2).sample("nil"), "theirs, nm"),
      option("angle", .number(5...175).sample("nil"), "between the two, degrees"),
      option("region", .region.sample("nil"), "where to measure; everywhere when left out"), returns: "Image"
    ) { call, image, reflection, spacing, sigma, reflections, spacings, angle, region in
      let mask = try region.map { try $0.mask(in: image) }
      let threads = call.session.threads
      switch (reflection, spacing, reflections, spacings, angle) {
      case (let reflection?, let spacing?, nil, nil, nil):
        return try image.calibrated(
          KnownSpacing(reflection, spacing: spacing, sigma: sigma), region: mask, threads: threads)
      case (nil, nil, let reflections?, let spacings?, let angle?):
        let known = zip(reflections, spacings).map { KnownSpacing($0, spacing: $1, sigma: sigma) }
        return try image.calibrated(known[0], known[1], angle: angle, region: mask, threads: threads)
      default:
        throw ScriptError.failed("give reflection and spacing, or reflections, spacings and angle")
      }
    }
  ]
}
