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
  ///   - calibration: Taken in place of what the file says.
  public static func load(
    path: String, page: Int? = nil, dataset choice: DatasetChoice? = nil, calibration: Calibration? = nil,
    limits: ReadLimits = ReadLimits()
  ) throws(ImageFileError) -> Loaded {
    let file = try InputFile(path: path)
    let reader = try open(file, limits: limits)
    let (dataset, index) = try reader.dataset(choice, page: page, path: path)
    let stack = try ImageStack(reader, dataset, of: file, calibration: calibration)
    let read = try stack.page(index)
    var notes = read.info.notes
    if choice == nil, let note = stack.datasetNote { notes.append(note) }
    if page == nil, stack.count > 1 {
      notes.append("the first of its \(stack.count) pages is read; choose another by its number")
    }
    return Loaded(
      image: stack.image(of: read), type: read.info.type, pageCount: stack.count,
      calibrationNote: read.info.calibrationRemark, notes: notes)
  }
}

extension ImageStack {
  /// Which dataset this is, and what others there are; nil when the file has no others.
  public var datasetNote: String? {
    guard datasetNames.count > 1 else { return nil }
    guard !datasetName.isEmpty else {
      return "the first of its \(datasetNames.count) datasets is read; choose another with dataset"
    }
    let others = datasetNames.filter { $0 != datasetName }
    let names = others.prefix(4).map { "\"\($0.oneLine(limit: 60))\"" }.joined(separator: ", ")
    let more = others.count > 4 ? " and \(others.count - 4) more" : ""
    return
      "its dataset \"\(datasetName.oneLine(limit: 60))\" is read; choose another with dataset: \(names)\(more)"
  }
}

extension PageInfo {
  /// What the user should know of the calibration: why there is none, that two places contradict each other, that
  /// pixels are not square; nil when all is well.
  public var calibrationRemark: String? {
    guard calibration.isAnisotropic else { return calibrationNote }
    let (x, y) = (
      NumberFormat.compact(calibration.pixelSizeX), NumberFormat.compact(calibration.pixelSizeY)
    )
    let unit = calibration.unit.rawValue
    let shape = "its pixels are \(x) \(unit) wide and \(y) \(unit) high; pixel_size is the geometric mean"
    return calibrationNote.map { "\($0); \(shape)" } ?? shape
  }
}
