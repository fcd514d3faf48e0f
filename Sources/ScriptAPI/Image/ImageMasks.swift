import Imaging
import Scripting

/// `image`: masks from values and regions.
enum ImageMasks {
  static let methods: [Function] = [
    method("below", of: .image, "Where value < t.", argument("t", .anyNumber, "threshold"), returns: "Mask") {
      _, image, t in image.below(t)
    },
    method("above", of: .image, "Where value > t.", argument("t", .anyNumber, "threshold"), returns: "Mask") {
      _, image, t in image.above(t)
    },
    method(
      "between", of: .image, "Where a <= value <= b.", argument("a", .anyNumber, "lower limit"),
      argument("b", .anyNumber, "upper limit"), returns: "Mask"
    ) { _, image, a, b in image.between(a, b) },
    method("equals", of: .image, "Where value = v.", argument("v", .anyNumber, "the value"), returns: "Mask")
    {
      _, image, v in image.equal(to: v)
    },
    method("missing", of: .image, "Where the value is NaN.", returns: "Mask") { $1.missing() },
    method(
      "region", of: .image, "The pixels of a region.", argument("region", .region, "which part"),
      returns: "Mask"
    ) { _, image, region in try region.mask(in: image) },
    method(
      "where", of: .image, "The image with NaN outside a region.", argument("region", .region, "which part"),
      returns: "Image"
    ) { _, image, region in try image.masked(by: region.mask(in: image)) },
    method(
      "mask", of: .image,
      "The particle: where image / mean(image) <= threshold, opened and closed by squares as the original does.",
      option("threshold", .positive, default: 1.15, "relative to the image's mean"),
      option(
        "open", .integer(0...100_000), default: 15, "side of the square that removes specks, px; 0: none"),
      option("close", .integer(0...100_000), default: 20, "side of the square that fills gaps, px; 0: none"),
      option(
        "keep", .choice(of: Image.Kept.self), default: .dark,
        "\"bright\": where the ratio is >= threshold"),
      returns: "Mask"
    ) { _, image, threshold, open, close, keep in
      try image.originalMask(threshold: threshold, open: open, close: close, keep: keep)
    },
  ]
}
