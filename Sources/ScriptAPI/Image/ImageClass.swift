import Imaging
import Scripting

/// `image`: fields, single pixels, and what the other files of this folder add.
enum ImageClass {
  static let descriptions: [Property] = [
    Property(
      "name", of: .image, "string?", "the file's name without folder and extension",
      kind: Kind<String>.string.orNil,
      get: { $1.name }, set: { $0.name = $1 }),
    Property(
      "label", of: .image, "string?",
      "what the values are, such as \"d (nm)\": the default label of a figure",
      kind: Kind<String>.string.orNil, get: { $1.label }, set: { $0.label = $1 }),
    Property("metadata", of: .image, "table", "what the file says of the instrument") {
      MetadataValue.group($1.metadata)
    },
  ]

  // MARK: - Pixels

  static let pixels: [Function] = [
    method(
      "set", of: .reference(to: .image), "Sets the value of a pixel, in this image itself.",
      argument("row", .integer(), "row, from 1"),
      argument("column", .integer(), "column, from 1"), argument("value", .anyNumber, "the new value")
    ) { _, image, row, column, value in
      try image.modify { image in
        let place = try GridFields.place(row, column, in: image.size)
        image[place.row, place.column] = Float(value)
      }
      return Several.nothing
    },
    method(
      "like", of: .image, "An image of the same extent and calibration, filled with one value.",
      argument("value", .anyNumber, "the value"),
      option("step", .integer(1...1_000_000), default: 1, "of a map's size with this step, px"),
      returns: "Image"
    ) { _, image, value, step in try image.like(value, step: step) },
  ]

  static let declaration = ClassDeclaration(
    Image.self, "A micrograph or a map: rows × columns of 32-bit floats with a calibration; missing is NaN.",
    sample: Kind<Image>.image.sample,
    properties: GridFields.properties(of: .image) + descriptions,
    operators: ImageArithmetic.operators,
    methods: GridFields.methods(of: .image) + pixels + ImageGeometry.methods + ImageArithmetic.methods
      + ImageStatistics.methods
      + ImageMasks.methods + ImageLattice.methods + ImageGPA.methods + ImageCalibration.methods
      + ImageGrains.methods
      + ImageWindows.methods
      + ImageOutput.methods)
}

extension MetadataValue: ScriptValue {
  public func push(onto frame: CallFrame) {
    switch self {
    case .string(let text): text.push(onto: frame)
    case .number(let number):
      if let whole = Int(exactly: number) { whole.push(onto: frame) } else { number.push(onto: frame) }
    case .boolean(let flag): flag.push(onto: frame)
    case .list(let values): values.push(onto: frame)
    case .group(let fields):
      Record(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, open: true).push(onto: frame)
    }
  }
}
