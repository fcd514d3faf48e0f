import ImageFiles
import Imaging
import Scripting

/// What images and masks have in common: rows and columns of values, with a calibration.
protocol Grid: ScriptObject {
  var rows: Int { get }
  var columns: Int { get }
  var size: ImageError.Size { get }
  var calibration: Calibration { get set }
  /// The file's name, where there is one.
  var sourceName: String? { get }
  func value(row: Int, column: Int) -> Float
}

extension Image: Grid {
  var sourceName: String? { name }
  func value(row: Int, column: Int) -> Float { self[row, column] }
}

extension Mask: Grid {
  var sourceName: String? { nil }
  func value(row: Int, column: Int) -> Float { self[row, column] ? 1 : 0 }
}

/// The fields and methods of every grid.
enum GridFields {
  static func properties<Object: Grid>(of kind: Kind<Object>) -> [Property] {
    [
      Property("rows", of: kind, "integer", "number of rows") { $1.rows },
      Property("columns", of: kind, "integer", "number of columns") { $1.columns },
      Property(
        "pixel_size", of: kind, "number",
        "side of a pixel, nm (1 when not calibrated); setting it calibrates", kind: .pixelSize,
        get: { call, grid in
          if grid.calibration.isAnisotropic {
            call.session.warnOnce(
              "pixels of \(grid.sourceName ?? "this image") are not square; pixel_size is the geometric mean of "
                + "pixel_size_x and pixel_size_y")
          }
          return grid.calibration.pixelSize
        },
        set: { $0.calibration = try calibrated($0.calibration, x: $1, y: $1) }),
      Property(
        "pixel_size_x", of: kind, "number", "width of a pixel", kind: .pixelSize,
        get: { $1.calibration.pixelSizeX },
        set: { $0.calibration = try calibrated($0.calibration, x: $1) }),
      Property(
        "pixel_size_y", of: kind, "number", "height of a pixel", kind: .pixelSize,
        get: { $1.calibration.pixelSizeY },
        set: { $0.calibration = try calibrated($0.calibration, y: $1) }),
      Property(
        "pixel_size_sigma", of: kind, "number",
        "1σ of pixel_size, the same error for all pixels: it is in spacing_sigma of every map; 0: not known",
        kind: .nonNegative, get: { $1.calibration.relativeSigma * $1.calibration.pixelSize },
        set: { grid, sigma in
          guard grid.calibration.unit == .nanometres || sigma == 0 else {
            throw ScriptError.failed("this image has no pixel size in nm; set image.pixel_size first")
          }
          grid.calibration.relativeSigma = sigma / grid.calibration.pixelSize
        }),
      Property("unit", of: kind, "string", "unit of lengths: nm or px; of a spectrum 1/nm or 1/px") {
        $1.calibration.unit.rawValue
      },
      Property("calibration_source", of: kind, "string?", calibrationSourceSummary) {
        $1.calibration.source.name
      },
    ]
  }

  static let calibrationSourceSummary =
    "where the pixel size is from: a tag of the file by name, \"script\" or \"computed\"; nil when there is none"

  static func methods<Object: Grid>(of kind: Kind<Object>) -> [Function] {
    [
      method(
        "at", of: kind, "The value of a pixel.", argument("row", .integer(), "row, from 1"),
        argument("column", .integer(), "column, from 1"), returns: "number"
      ) { _, grid, row, column in
        let place = try place(row, column, in: grid.size)
        return grid.value(row: place.row, column: place.column)
      }
    ]
  }

  /// A place given by a script as offsets counted from 0, checked.
  static func place(
    _ row: Int, _ column: Int, in size: ImageError.Size
  ) throws(ScriptError) -> (row: Int, column: Int) {
    guard (1...size.rows).contains(row), (1...size.columns).contains(column) else {
      throw .failed(
        "row \(row), column \(column) lies outside the image of \(size.rows) rows and \(size.columns) columns"
      )
    }
    return (row - 1, column - 1)
  }

  /// A calibration with another width or height, in nm; refused where the axes are not lengths.
  private static func calibrated(
    _ old: Calibration, x: Double? = nil, y: Double? = nil
  ) throws(ScriptError) -> Calibration {
    guard old.unit == .pixels || old.unit == .nanometres else {
      throw .failed(
        "this image is in \(old.unit.rawValue); a pixel size in nm is set on the micrograph itself")
    }
    let known = old.unit == .nanometres
    return Calibration(
      pixelSizeX: x ?? (known ? old.pixelSizeX : y ?? 1), pixelSizeY: y ?? (known ? old.pixelSizeY : x ?? 1),
      unit: .nanometres, source: .script)
  }
}
