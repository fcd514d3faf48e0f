import Imaging

/// Reads the images of one file in one format. It stays open between pages and is used by one thread at a time.
///
/// A format is a folder with a type that conforms, listed in ``ImageFile/readers``.
public protocol ImageReader {
  /// The format as people call it: `"TIFF"`.
  static var format: String { get }

  /// Whether a file that begins with these bytes is of this format. `head` holds the first
  /// ``ImageFile/headByteCount`` bytes, or all of a shorter file.
  static func recognises(_ head: [UInt8]) -> Bool

  /// Opens a file of this format without reading any pixel.
  init(_ file: InputFile, limits: ReadLimits) throws(ImageFileError)

  /// Images in the file; 1 or more.
  var pageCount: Int { get }

  /// What the file says about a page, counted from 0; reads no pixel.
  func info(page: Int) throws(ImageFileError) -> PageInfo

  /// Reads a page, counted from 0, in the file's own sample type.
  func read(page: Int) throws(ImageFileError) -> Page
}

/// How much memory a file may ask for.
public struct ReadLimits: Hashable, Sendable {
  /// Bytes of the samples of one page. A file that claims more is refused before anything is allocated.
  public var maximumByteCount: Int

  public init(maximumByteCount: Int = 4 << 30) { self.maximumByteCount = maximumByteCount }

  /// `rows * columns * samplesPerPixel * bytesPerSample`, or an error when the product is zero, above the limit, or
  /// beyond what the file can hold.
  ///
  /// - Parameters:
  ///   - expansion: How many bytes of samples one byte of the file can make; 1 when it is not compressed, nil when
  ///     there is no bound.
  func byteCount(
    rows: Int, columns: Int, samplesPerPixel: Int, bytesPerSample: Double, expansion: Double?, file: InputFile
  ) throws(ImageFileError) -> Int {
    guard rows > 0, columns > 0, samplesPerPixel > 0 else {
      throw ImageFileError(path: file.path, problem: .damaged("its size is \(rows)×\(columns) pixels"))
    }
    // In floating point nothing overflows, and these bounds need no last digit.
    let bytes = Double(rows) * Double(columns) * Double(samplesPerPixel) * bytesPerSample
    let claimed =
      "\(rows)×\(columns) pixels" + (samplesPerPixel > 1 ? " of \(samplesPerPixel) samples" : "")
    guard bytes <= Double(maximumByteCount) else {
      throw ImageFileError(path: file.path, problem: .tooLarge(claimed: claimed, limit: maximumByteCount))
    }
    // A few bytes of slack for rows that end inside a byte.
    if let expansion, bytes > (Double(file.size) + 64) * expansion {
      throw ImageFileError(
        path: file.path,
        problem: .damaged("it claims \(claimed), which its \(file.size) bytes cannot hold; is it truncated?"))
    }
    return Int(bytes.rounded(.up))
  }
}

/// What a file says about one of its images.
public struct PageInfo: Sendable {
  public var rows: Int
  public var columns: Int
  /// 1 for grey, 3 or 4 for colour.
  public var samplesPerPixel: Int
  public var type: SampleType
  public var calibration: Calibration
  public var metadata: Metadata
  /// Why there is no calibration, or what is odd about it; nil when all is well.
  public var calibrationNote: String? = nil
  /// What else the user should know, a line each: an orientation that was not applied.
  public var notes: [String]
}

/// One image as the file holds it.
public struct Page: Sendable {
  public var info: PageInfo
  public var raster: Raster
}
