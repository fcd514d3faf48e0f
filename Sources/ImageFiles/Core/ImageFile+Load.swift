import Imaging

extension ImageFile {
  /// An image and what came with it.
  public struct Loaded: Sendable {
    public var image: Image
    /// The type in which the file holds the numbers.
    public var type: SampleType
    /// Images in the dataset that was read.
    public var pageCount: Int
    /// Why there is no calibration, or what is odd about it; nil when all is well.
    public var calibrationNote: String?
    /// What else the user should know, a line each.
    public var notes: [String]
  }

  /// Reads a page of a file as 32-bit floats: colours are averaged, alpha is ignored.
  ///
  /// The image's name is the file's without folder and extension.
  /// - Parameters:
  ///   - page: Counted from 0. nil is the first, and a note says so when there are more.
  ///   - dataset: Which of a file's datasets; nil is the first, and a note says so when there are more.
  public static func load(
    path: String, page: Int? = nil, dataset choice: DatasetChoice? = nil, limits: ReadLimits = ReadLimits()
  ) throws(ImageFileError) -> Loaded {
    let file = try InputFile(path: path)
    let reader = try open(file, limits: limits)
    let (dataset, index) = try reader.dataset(choice, page: page, path: path)
    let read = try dataset.read(page: index)
    let calibration = read.info.calibration
    var notes = read.info.notes
    if choice == nil, reader.datasets.count > 1, dataset.name == reader.datasets[0].name {
      let name = dataset.name.isEmpty ? "" : ", \"\(dataset.name.oneLine(limit: 60))\""
      notes.append(
        "the first of its \(reader.datasets.count) datasets\(name) is read; choose another with dataset")
    }
    if page == nil, dataset.pageCount > 1 {
      notes.append("the first of its \(dataset.pageCount) pages is read; choose another by its number")
    }
    var calibrationNote = read.info.calibrationNote
    if calibration.isAnisotropic {
      let (x, y, unit) = (calibration.pixelSizeX, calibration.pixelSizeY, calibration.unit.rawValue)
      calibrationNote =
        "its pixels are \(x) \(unit) wide and \(y) \(unit) high; pixel_size is the geometric mean"
    }
    let image = Image(
      raster: read.raster, calibration: calibration, name: file.name, metadata: read.info.metadata)
    return Loaded(
      image: image, type: read.info.type, pageCount: dataset.pageCount, calibrationNote: calibrationNote,
      notes: notes)
  }
}
