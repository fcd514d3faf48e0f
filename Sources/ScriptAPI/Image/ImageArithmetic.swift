import Imaging
import Lattice
import Scripting

/// `image`: operators, functions of the values, filters.
enum ImageArithmetic {
  static let operators: [Operator] = [
    binary("__add", images: { try $0 + $1 }, right: { $0 + $1 }, left: { $0 + $1 }),
    binary("__sub", images: { try $0 - $1 }, right: { $0 - $1 }, left: { $0 - $1 }),
    multiplication,
    binary("__div", images: { try $0 / $1 }, right: { $0 / $1 }, left: { $0 / $1 }),
    binary(
      "__pow", images: { try $0.power($1) }, right: { $0.power($1) }, left: { Image.power($0, $1) }),
    Operator("__unm", of: Kind<Image>.image, returns: "Image") { -$1 },
    comparison("__lt"), comparison("__le"),
  ]

  /// Also image * spectrum, which filters.
  private static let multiplication: Operator = {
    let ofImages = binary("__mul", images: { try $0 * $1 }, right: { $0 * $1 }, left: { $0 * $1 })
    return Operator("__mul", operand: "Image|number", returns: "Image") { call in
      call.argument(2).object(Spectrum.self) == nil ? try ofImages(call) : try SpectrumClass.multiply(call)
    }
  }()

  /// An operator on two images of one size, or on an image and a number on its right or left.
  private static func binary(
    _ event: String, images: @escaping @Sendable (Image, Image) throws -> Image,
    right: @escaping @Sendable (Image, Double) -> Image, left: @escaping @Sendable (Double, Image) -> Image
  ) -> Operator {
    Operator(event, Kind<ImageOrNumber>.imageOrNumber, Kind<ImageOrNumber>.imageOrNumber, returns: "Image") {
      call, a, b in
      switch (a, b) {
      case (.image(let a), .image(let b)): return try images(a, b)
      case (.image(let a), .number(let b)): return right(a, b)
      case (.number(let a), .image(let b)): return left(a, b)
      case (.number, .number): throw ScriptError.failed("expected an Image on one side")
      }
    }
  }

  private static func comparison(_ event: String) -> Operator {
    Operator(event) { _ in
      throw ScriptError.failed(
        "images cannot be compared pixel by pixel with < in Lua; write image:below(t), image:above(t) or "
          + "image:between(a, b), which give a Mask")
    }
  }

  static let methods: [Function] = [
    method("log", of: .image, "The natural logarithm of each value.", returns: "Image") { $1.log() },
    method("sqrt", of: .image, "The square root of each value.", returns: "Image") { $1.squareRoot() },
    method("abs", of: .image, "The magnitude of each value.", returns: "Image") { $1.magnitude() },
    method(
      "clip", of: .image, "Limits the values.", option("min", .number, "lowest value"),
      option("max", .number, "highest value"), returns: "Image"
    ) { _, image, low, high in
      try image.clipped(from: low ?? -.infinity, to: high ?? .infinity)
    },
    method(
      "map", of: .image, "Passes each value through a function.",
      argument("f", .function("value, row, column"), "gives the new value"), returns: "Image"
    ) { _, image, function in
      let mapped = try Image(rows: image.rows, columns: image.columns) { row, column in
        try pixel(function, value: Double(image[row, column]), row, column)
      }
      return image.with(pixels: mapped.pixels)
    },
    method(
      "gaussian_filter", of: .image, "Smooths with a Gaussian; missing pixels do not contribute.",
      argument("sigma", .nonNegative, "its standard deviation, px"), returns: "Image"
    ) { call, image, sigma in
      try image.gaussianFiltered(sigma: sigma, isCancelled: call.state.interruption)
    },
    method(
      "median_filter", of: .image,
      "The median of the n×n pixels around each pixel; missing pixels are skipped.",
      argument("n", .integer(1...Image.maximumMedianWindow), "side of the square, px"), returns: "Image"
    ) { call, image, n in try image.medianFiltered(n, isCancelled: call.state.interruption) },
    method(
      "fill", of: .image, "Fills missing pixels.",
      argument("value", .imageOrNumber, "a number, or an image of the same size"), returns: "Image"
    ) { _, image, value in
      switch value {
      case .number(let number): return image.filled(with: number)
      case .image(let other): return try image.filled(from: other)
      }
    },
    method(
      "block_mean", of: .image,
      "Every n×n block holds the mean of its pixels that are not missing; the size stays the same.",
      argument("n", .integer(1...), "side of a block, px"), returns: "Image"
    ) { _, image, n in try image.blockMean(n) },
  ]

  /// Calls a script's function for a pixel, counted from 0.
  static func pixel(_ function: LuaFunction, value: Double?, _ row: Int, _ column: Int) throws -> Float {
    guard let result = try function(value, row: row + 1, column: column + 1) else {
      throw ScriptError.failed("the function gave no number for row \(row + 1), column \(column + 1)")
    }
    return Float(result)
  }
}
