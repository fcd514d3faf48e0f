/// Reads one file in one format.
///
/// A format is a folder with a type that conforms, listed in ``ImageFile/readers``. A reader stays open between pages
/// and is used by one thread at a time.
public protocol ImageReader: SendableMetatype {
  /// The format as people call it: `"TIFF"`.
  static var format: String { get }

  /// Whether a file that begins so is of this format. Names play no part.
  static func recognises(_ head: FileHead) -> Bool

  /// Opens a file of this format without reading any pixel.
  init(_ file: InputFile, limits: ReadLimits) throws(ImageFileError)

  /// The format of this file, where one reader serves several: `"Velox EMD"`. ``format`` of the type unless it says so.
  var format: String { get }

  /// The image data in the file; 1 or more, the one that is read unless another is asked for first.
  var datasets: [any ImageDataset] { get }

  /// The dataset and the page in it that are meant by a choice and a page, counted from 0; nil is the first.
  func dataset(
    _ choice: DatasetChoice?, page: Int?, path: String
  ) throws(ImageFileError) -> (dataset: any ImageDataset, page: Int)
}

/// One image, or several of one size and type, in a file: the pages of a TIFF, a signal in an HDF5 file.
public protocol ImageDataset {
  /// What it is called in the file, by which a user chooses it; empty in formats without names.
  var name: String { get }

  /// Images in it; 1 or more.
  var pageCount: Int { get }

  /// Seconds from one image to the next; nil when the file does not say.
  var interval: Double? { get }

  /// What the file says about a page, counted from 0; reads no pixel.
  func info(page: Int) throws(ImageFileError) -> PageInfo

  /// Reads a page, counted from 0, in the file's own sample type, and no other page.
  func read(page: Int) throws(ImageFileError) -> Page
}

extension ImageDataset {
  public var name: String { "" }
  public var interval: Double? { nil }
}

extension ImageReader where Self: ImageDataset {
  /// The reader itself, in formats that hold one series of pages.
  public var datasets: [any ImageDataset] { [self] }
}

extension ImageReader {
  /// The format as people call it: `"TIFF"`.
  public var format: String { Self.format }

  public func dataset(
    _ choice: DatasetChoice?, page: Int?, path: String
  ) throws(ImageFileError) -> (dataset: any ImageDataset, page: Int) {
    (try dataset(choice, path: path), page ?? 0)
  }

  /// The dataset of a name or a number, or the first.
  public func dataset(_ choice: DatasetChoice?, path: String) throws(ImageFileError) -> any ImageDataset {
    guard let choice else { return datasets[0] }
    let found: (any ImageDataset)? =
      switch choice {
      case .name(let name): datasets.first { $0.name == name }
      case .number(let number): datasets.indices.contains(number) ? datasets[number] : nil
      }
    guard let found else {
      throw ImageFileError(path: path, problem: .noSuchDataset(choice, available: datasets.map(\.name)))
    }
    return found
  }
}

/// Which of a file's datasets is meant.
public enum DatasetChoice: Hashable, Sendable {
  /// By what it is called in the file.
  case name(String)
  /// Counted from 0.
  case number(Int)
}

/// The beginning of a file, by which its format is found.
public struct FileHead: Sendable {
  /// The first ``ImageFile/headByteCount`` bytes, or all of a shorter file.
  public let bytes: [UInt8]
  /// Bytes in the whole file.
  public let fileSize: Int

  public init(bytes: [UInt8], fileSize: Int) {
    self.bytes = bytes
    self.fileSize = fileSize
  }

  public func starts(with signature: [UInt8]) -> Bool { bytes.starts(with: signature) }
}
