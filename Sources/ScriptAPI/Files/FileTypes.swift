import Scripting

/// The plain tables that tell of files.
enum FileTypes {
  private typealias Field = TypeDeclaration.Field

  private static let common = [
    Field("name", "string", "what the dataset is called in the file, or an empty text"),
    Field("rows", "integer", "number of rows"), Field("columns", "integer", "number of columns"),
    Field("pages", "integer", "images in the dataset"),
    Field("interval", "number?", "seconds from one image to the next"),
    Field("type", "string", "how numbers are stored: uint16, float32, …"),
    Field("samples_per_pixel", "integer", "1 for grey, 3 or 4 for colour"),
    Field("pixel_size", "number", "side of a pixel, nm; 1 when not calibrated"),
    Field("pixel_size_x", "number", "width of a pixel"), Field("pixel_size_y", "number", "height of a pixel"),
    Field("unit", "string", "nm or px; 1/nm for a diffraction pattern"),
    Field("calibration_source", "string?", GridFields.calibrationSourceSummary),
    Field("notes", "string[]", "what is odd about it"),
  ]

  static let declarations: [TypeDeclaration] = [
    TypeDeclaration(
      "FileInfo", "What a file says of its images; what stands here is of its first dataset.",
      fields: [
        Field("path", "string", "the file"), Field("format", "string", "TIFF, NPY, …"),
        Field("bytes", "integer", "size of the file"),
      ] + common + [
        Field("metadata", "table", "of the instrument, as in image.metadata"),
        Field("datasets", "DatasetInfo[]", "all of the file's datasets"),
      ]),
    TypeDeclaration(
      "DatasetInfo", "What a file says of one of its datasets.",
      fields: common + [Field("error", "string?", "why nothing is known of it")]),
  ]
}
