import Imaging

extension ImageFile {
  /// An image and what came with it.
  public struct Loaded: Sendable {
    public var image: Image
    /// The type in which the file holds the numbers.
    public var type: SampleType
    /// Images in the file.
    public var pageCount: Int
    /// What the user should know, a line each.
    public var notes: [String]
  }

  /// Reads a page of a file, counted from 0, as 32-bit floats: colours are averaged, alpha is ignored.
  ///
  /// The image's name is the file's without folder and extension.
  public static func load(
    path: String, page: Int = 0, limits: ReadLimits = ReadLimits()
  ) throws(ImageFileError) -> Loaded {
    let file = try InputFile(path: path)
    let reader = try open(file, limits: limits)
    let page = try reader.read(page: page)
    let image = Image(
      raster: page.raster, calibration: page.info.calibration, name: file.name, metadata: page.info.metadata)
    return Loaded(image: image, type: page.info.type, pageCount: reader.pageCount, notes: page.info.notes)
  }
}
