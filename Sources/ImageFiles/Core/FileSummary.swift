import Imaging

/// What a file says of its images, found without reading a pixel.
public struct FileSummary: Sendable {
  /// The file as the caller named it.
  public let path: String
  /// The format as people call it: `"TIFF"`.
  public let format: String
  /// Bytes in the file.
  public let byteCount: Int
  /// The image data in the file, the one that is read unless another is asked for first.
  public let datasets: [Dataset]
  /// Datasets that the file has beyond ``datasets``, which lists no more than ``maximumDatasetCount``.
  public let unlistedCount: Int

  /// One image or several of one size and type.
  public struct Dataset: Sendable {
    /// What it is called in the file; empty in formats without names.
    public let name: String
    /// Images in it.
    public let pageCount: Int
    /// Seconds from one image to the next; nil when the file does not say.
    public let interval: Double?
    /// What the file says of the first image, or why that cannot be found out.
    public let first: Result<PageInfo, ImageFileError>
  }

  /// A damaged file may claim any number of datasets.
  public static let maximumDatasetCount = 1000

  /// - Throws: When the file cannot be opened, or nothing is known of its first dataset.
  public init(path: String, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    let file = try InputFile(path: path)
    let reader = try ImageFile.open(file, limits: limits)
    let found = reader.datasets
    self.path = path
    format = reader.format
    byteCount = file.size
    datasets = found.prefix(Self.maximumDatasetCount).map { dataset in
      Dataset(
        name: dataset.name, pageCount: dataset.pageCount, interval: dataset.interval,
        first: Result { () throws(ImageFileError) in try dataset.info(page: 0) })
    }
    unlistedCount = found.count - datasets.count
    if case .failure(let error) = datasets[0].first { throw error }
  }
}

extension Calibration.Source {
  /// Where a pixel size came from, in a word or a name: the tag, the file, `"script"`; nil when there is none.
  public var name: String? {
    switch self {
    case .none: nil
    case .tag(let tag): tag
    case .file(let path): path
    case .script: "script"
    case .computed: "computed"
    }
  }
}
