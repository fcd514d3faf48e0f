import Imaging
import Lattice
import Scripting

/// `image`: binning, cropping, turning, windows.
enum ImageGeometry {
  static let methods: [Function] = [
    method(
      "bin", of: .image, "Joins n×n pixels to one; incomplete blocks at the far edges are dropped.",
      argument("n", .integer(1...), "side of a block, px"),
      option(
        "method", .choice(of: Image.BinningMethod.self), default: .mean, "mean of the block, or its sum"),
      returns: "Image"
    ) { _, image, n, method in try image.binned(by: n, method: method) },
    method(
      "rotate", of: .image,
      "Turns the image about its centre, counter-clockwise; what comes from outside is NaN.",
      argument("degrees", .number, "angle, degrees; multiples of 90 are exact"), returns: "Image"
    ) { call, image, degrees in try image.rotated(degrees, isCancelled: call.state.interruption) },
    method(
      "flip", of: .image, "Mirrors the image.",
      argument("axis", .choice(of: Image.Axis.self), "x exchanges left and right, y top and bottom"),
      returns: "Image"
    ) { _, image, axis in image.flipped(axis) },
    method("transpose", of: .image, "Exchanges rows and columns.", returns: "Image") { $1.transposed() },
    method(
      "resample", of: .image, "Changes the number of pixels, keeping the field of view.",
      argument("factor", .positive, "new pixels per old pixel along each axis"), returns: "Image"
    ) { call, image, factor in
      try image.resampled(by: factor, isCancelled: call.state.interruption)
    },
    method(
      "flatten", of: .image, "Divides by the image smoothed with a Gaussian: evens out the background.",
      argument("sigma", .positive, "of the Gaussian, px"), returns: "Image"
    ) { call, image, sigma in try image.flattened(sigma: sigma, isCancelled: call.state.interruption) },
    method(
      "crop", of: .image, "Cuts out a rectangle.",
      option("row", .place, default: 1, "row of its top left pixel"),
      option("column", .place, default: 1, "column of its top left pixel"),
      required("rows", .integer(1...), "its height, px"),
      required("columns", .integer(1...), "its width, px"),
      returns: "Image"
    ) { _, image, row, column, rows, columns in
      guard row >= 1, column >= 1, row <= image.rows, column <= image.columns else {
        throw ImageError.outside(image.size)
      }
      return try image.cropped(row: row - 1, column: column - 1, rows: rows, columns: columns)
    },
    method(
      "pad", of: .image, "Adds a border.", argument("n", .integer(0...), "its width, px"),
      argument("value", .anyNumber, "what it is filled with"), returns: "Image"
    ) { _, image, n, value in
      try image.padded(n, value: value)
    },
    method(
      "window", of: .image, "A square window around a pixel: rows r-N/2 … r+N/2-1, zeros outside the image.",
      required("row", .place, "row of its centre"),
      required("column", .place, "column of its centre"),
      required("size", .integer(1...32768), "side N, px"), returns: "Image"
    ) { _, image, row, column, size in try image.window(row: row - 1, column: column - 1, size: size) },
    method(
      "apodize", of: .image, "Lays a taper on the image, falling off towards all its edges.",
      argument("taper", .choice(of: Taper.self), "the symmetric taper"), returns: "Image"
    ) { _, image, taper in image.apodized(taper) },
  ]
}
