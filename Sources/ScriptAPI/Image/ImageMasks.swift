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
      option(
        "threshold", .maskThreshold, default: .value(1.15), shown: "1.15",
        "relative to the image's mean; \"otsu\": what separates dark from bright best"),
      option(
        "open", .integer(0...100_000), default: 15, "side of the square that removes specks, px; 0: none"),
      option("close", .integer(0...100_000), default: 20, "side of the square that fills gaps, px; 0: none"),
      option(
        "keep", .choice(of: Image.Kept.self), default: .dark,
        "\"bright\": where the ratio is >= threshold"),
      returns: "Mask"
    ) { _, image, threshold, open, close, keep in
      let ratio =
        switch threshold {
        case .value(let ratio): ratio
        case .otsu: image.otsuThreshold() / image.mean()
        }
      return try image.originalMask(threshold: ratio, open: open, close: close, keep: keep)
    },
    method(
      "otsu", of: .image, "The value that separates dark pixels from bright ones best (Otsu's threshold).",
      returns: "number"
    ) { $1.otsuThreshold() },
  ]
}

/// Where `image:mask` draws the line.
enum MaskThreshold {
  /// A multiple of the image's mean.
  case value(Double)
  case otsu
}

extension Kind where Value == MaskThreshold {
  fileprivate static var maskThreshold: Kind {
    Kind(
      expected: "a positive number or \"otsu\"", luaType: "number|\"otsu\"", sample: "1.5"
    ) { slot in
      if slot.string == "otsu" { return .otsu }
      return slot.number.flatMap { $0.isFinite && $0 > 0 ? .value($0) : nil }
    }
  }
}
