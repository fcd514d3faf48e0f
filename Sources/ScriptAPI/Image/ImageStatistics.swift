import Imaging
import Scripting

/// `image`: statistics, which skip NaN and infinities; the histogram; line profiles.
enum ImageStatistics {
  /// A line in an image.
  static let from = required("from", Kind<PointArgument>.point, "where the line starts")
  static let to = required(
    "to", Kind<PointArgument>.point.sample("{ row = 20, column = 30 }"), "where it ends")
  static let unit = option(
    "unit", Kind<LengthUnit>.lengthUnit, "nm: the points count from the top left corner of the image, in nm")
  static let width = option("width", .integer(1...10000), default: 1, "width over which is averaged, px")

  static let methods: [Function] = [
    method("min", of: .image, "The lowest value.", returns: "number") { $1.minimum() },
    method("max", of: .image, "The highest value.", returns: "number") { $1.maximum() },
    method("mean", of: .image, "The mean.", returns: "number") { $1.mean() },
    method("std", of: .image, "The standard deviation of the population.", returns: "number") {
      $1.standardDeviation()
    },
    method("median", of: .image, "The median.", returns: "number") { $1.median() },
    method("sum", of: .image, "The sum.", returns: "number") { $1.sum() },
    method("count", of: .image, "How many pixels are not NaN.", returns: "integer") { $1.validCount() },
    method(
      "percentile", of: .image, "The value below which p per cent of the pixels lie.",
      argument("p", .number(0...100), "per cent"), returns: "number"
    ) { _, image, p in try image.percentile(p) },
    method(
      "histogram", of: .image, "How often which values occur.",
      option(
        "bins", .integer(1...65536), default: 256, "number of bins from the lowest to the highest value"),
      option("range", .interval, "{ lo, hi } that the bins span; values outside are not counted"),
      returns: "Table"
    ) { _, image, bins, range in
      let histogram = try image.histogram(bins: bins, in: range)
      return Table([
        .init("value", unit: valueUnit(of: image), values: histogram.values),
        .init("count", values: histogram.counts.map(Double.init)),
      ])
    },
    method(
      "profile", of: .image, "The values along a line: one row per pixel of length.", from, to, width, unit,
      returns: "Table"
    ) { _, image, from, to, width, unit in
      let profile = try image.profile(
        from: from.point(image.calibration, in: unit), to: to.point(image.calibration, in: unit), width: width
      )
      return Table([
        .init("distance", unit: image.calibration.unit.rawValue, values: profile.distance),
        .init("value", unit: valueUnit(of: image), values: profile.value),
        .init("std", unit: valueUnit(of: image), values: profile.std),
        .init("count", values: profile.count.map(Double.init)),
      ])
    },
  ]

  /// Of the values, as the image's label says: nm of `d (nm)`.
  private static func valueUnit(of image: Image) -> String? {
    image.label.flatMap { Table.Column(heading: $0).unit }
  }
}
