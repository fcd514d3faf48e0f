import Imaging

/// The images of one dataset of a file, or some of them, each read when it is asked for.
///
/// The file stays open as long as a value refers to it; nothing but the frame asked for is in memory.
public struct ImageStack {
  /// The file as the caller named it.
  public let path: String
  /// The file's format, as people call it.
  public let format: String
  /// What the dataset is called in the file; empty in formats without names.
  public let datasetName: String
  /// What all datasets of the file are called, in its order.
  public let datasetNames: [String]
  /// Seconds from one frame of the file to the next; nil when the file does not say.
  public let interval: Double?
  /// What the file says of the first frame, with the calibration that frames get.
  public let info: PageInfo
  /// The images' name: the file's without folder and extension.
  public let name: String

  private let dataset: any ImageDataset
  private let pages: Range<Int>
  private let calibration: Calibration?

  /// Opens a file without reading any pixel.
  ///
  /// - Parameters:
  ///   - choice: Which of the file's datasets; nil is the first.
  ///   - calibration: Taken in place of what the file says.
  public init(
    path: String, dataset choice: DatasetChoice? = nil, calibration: Calibration? = nil,
    limits: ReadLimits = ReadLimits()
  ) throws(ImageFileError) {
    let file = try InputFile(path: path)
    let reader = try ImageFile.open(file, limits: limits)
    try self.init(
      reader, reader.dataset(choice, path: path), of: file, calibration: calibration)
  }

  /// The images of a dataset of an open file.
  init(
    _ reader: any ImageReader, _ dataset: any ImageDataset, of file: InputFile, calibration: Calibration?
  ) throws(ImageFileError) {
    var info = try dataset.info(page: 0)
    if let calibration { (info.calibration, info.calibrationNote) = (calibration, nil) }
    path = file.path
    format = reader.format
    datasetName = dataset.name
    datasetNames = reader.datasets.map(\.name)
    interval = dataset.interval
    self.info = info
    name = file.name
    self.dataset = dataset
    pages = 0..<dataset.pageCount
    self.calibration = calibration
  }

  private init(_ whole: ImageStack, pages: Range<Int>, info: PageInfo) {
    (path, format, name, interval) = (whole.path, whole.format, whole.name, whole.interval)
    (datasetName, datasetNames) = (whole.datasetName, whole.datasetNames)
    (dataset, calibration) = (whole.dataset, whole.calibration)
    self.info = info
    self.pages = pages
  }

  /// Number of frames; 1 or more.
  public var count: Int { pages.count }

  /// A frame as the file holds it, with the calibration that it gets here.
  ///
  /// - Parameter index: Counted from 0 in this stack.
  public func page(_ index: Int) throws(ImageFileError) -> Page {
    // The number in the message is that of this stack, not of the file.
    guard (0..<count).contains(index) else {
      throw ImageFileError(path: path, problem: .noSuchPage(index, pages: count))
    }
    var page = try dataset.read(page: pages.lowerBound + index)
    if let calibration { (page.info.calibration, page.info.calibrationNote) = (calibration, nil) }
    return page
  }

  /// A frame as an image of 32-bit floats: colours are averaged, alpha is ignored.
  ///
  /// - Parameter index: Counted from 0 in this stack.
  public func frame(_ index: Int) throws(ImageFileError) -> Image { image(of: try page(index)) }

  /// The image that a page of this stack makes.
  func image(of page: Page) -> Image {
    Image(
      raster: page.raster, calibration: page.info.calibration, name: name, metadata: page.info.metadata)
  }

  /// The frames of a range, as a stack that reads from the same file.
  ///
  /// - Parameter range: Counted from 0, not empty, within `0..<count`.
  public func slice(_ range: Range<Int>) throws(ImageFileError) -> ImageStack {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= count else {
      let outside = range.lowerBound < 0 ? range.lowerBound : range.upperBound - 1
      throw ImageFileError(path: path, problem: .noSuchPage(outside, pages: count))
    }
    let start = pages.lowerBound + range.lowerBound
    var first = try dataset.info(page: start)
    if let calibration { (first.calibration, first.calibrationNote) = (calibration, nil) }
    return ImageStack(self, pages: start..<start + range.count, info: first)
  }
}
