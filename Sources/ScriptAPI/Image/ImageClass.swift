import Imaging
import Scripting

/// `image`: fields, single pixels, and what the other files of this folder add.
enum ImageClass {
  static let size: [Property] = [
    Property("rows", of: .image, "integer", "number of rows") { $1.rows },
    Property("columns", of: .image, "integer", "number of columns") { $1.columns },
  ]

  /// Refuses a pixel size where the axes are not lengths.
  private static func calibrate(_ image: inout Image, x: Double? = nil, y: Double? = nil) throws(ScriptError)
  {
    let old = image.calibration
    guard old.unit == .pixels || old.unit == .nanometres else {
      throw .failed(
        "this image is in \(old.unit.rawValue); a pixel size in nm is set on the micrograph itself")
    }
    let known = old.unit == .nanometres
    image.calibration = Calibration(
      pixelSizeX: x ?? (known ? old.pixelSizeX : y ?? 1), pixelSizeY: y ?? (known ? old.pixelSizeY : x ?? 1),
      unit: .nanometres, source: .script)
  }

  static let calibration: [Property] = [
    Property(
      "pixel_size", of: .image, "number",
      "side of a pixel, nm (1 when the image is not calibrated); setting it calibrates the image",
      kind: .positive,
      get: { call, image in
        if image.calibration.isAnisotropic {
          call.session.warnOnce(
            "pixels of \(image.name ?? "this image") are not square; pixel_size is the geometric mean of "
              + "pixel_size_x and pixel_size_y")
        }
        return image.calibration.pixelSize
      },
      set: { try calibrate(&$0, x: $1, y: $1) }),
    Property(
      "pixel_size_x", of: .image, "number", "width of a pixel", kind: .positive,
      get: { $1.calibration.pixelSizeX }, set: { try calibrate(&$0, x: $1) }),
    Property(
      "pixel_size_y", of: .image, "number", "height of a pixel", kind: .positive,
      get: { $1.calibration.pixelSizeY }, set: { try calibrate(&$0, y: $1) }),
    Property("unit", of: .image, "string", "unit of lengths: nm or px; of a spectrum 1/nm or 1/px") {
      $1.calibration.unit.rawValue
    },
  ]

  static let descriptions: [Property] = [
    Property(
      "name", of: .image, "string?", "the file's name without folder and extension", kind: .string,
      get: { $1.name }, set: { $0.name = $1 }),
    Property(
      "label", of: .image, "string?",
      "what the values are, such as \"d (nm)\": the default label of a figure",
      kind: .string, get: { $1.label }, set: { $0.label = $1 }),
    Property("metadata", of: .image, "table", "what the file says of the instrument") {
      MetadataValue.group($1.metadata)
    },
  ]

  // MARK: - Pixels

  /// A place given by a script as offsets counted from 0, checked.
  static func place(_ row: Int, _ column: Int, in size: ImageError.Size) throws(ScriptError) -> (
    row: Int, column: Int
  ) {
    guard (1...size.rows).contains(row), (1...size.columns).contains(column) else {
      throw .failed(
        "row \(row), column \(column) lies outside the image of \(size.rows) rows and \(size.columns) columns"
      )
    }
    return (row - 1, column - 1)
  }

  static let pixels: [Function] = [
    method(
      "at", of: .image, "The value of a pixel.", argument("row", .integer(), "row, from 1"),
      argument("column", .integer(), "column, from 1"), returns: "number"
    ) { _, image, row, column in
      let place = try place(row, column, in: image.size)
      return image[place.row, place.column]
    },
    method(
      "set", of: .image, "Sets the value of a pixel, in this image itself.",
      argument("row", .integer(), "row, from 1"),
      argument("column", .integer(), "column, from 1"), argument("value", .anyNumber, "the new value")
    ) { call, image, row, column, value in
      let place = try place(row, column, in: image.size)
      try call.modify(Image.self) { $0[place.row, place.column] = Float(value) }
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
    properties: size + calibration + descriptions,
    operators: ImageArithmetic.operators,
    methods: pixels + ImageGeometry.methods + ImageArithmetic.methods + ImageStatistics.methods
      + ImageMasks.methods + ImageLattice.methods + ImageOutput.methods)
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
