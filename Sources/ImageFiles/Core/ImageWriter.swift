import Imaging

/// Writes images in one format.
///
/// A format is a folder with a type that conforms, listed in ``ImageFile/writers``.
public protocol ImageWriter {
  /// The format as people call it: `"TIFF"`.
  static var format: String { get }

  /// The extensions of its files, in lower case and without the dot; the first is the usual one.
  static var extensions: [String] { get }

  /// The types in which it can store numbers, the usual one first.
  static var sampleTypes: [SampleType] { get }

  /// Writes an image into `file`, which the caller commits.
  ///
  /// - Parameter type: One of ``sampleTypes``.
  static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError)
}

/// A writer whose files hold any number of images of one size.
public protocol ImageStackWriter: ImageWriter, AnyObject {
  /// Seconds from one image to the next, for formats that can say so; nil when it is not known. Set before
  /// ``finish()``.
  var interval: Double? { get set }

  /// Begins a file. Nothing is at its path before ``finish()``; a writer that goes away without it leaves nothing.
  init(_ file: consuming AtomicFile, as type: SampleType) throws(ImageFileError)

  /// Appends an image; the first decides about size and calibration.
  func add(_ image: Image) throws(ImageFileError)

  /// Completes the file and puts it in its place. At least one image must have been added.
  func finish() throws(ImageFileError)
}

extension ImageStackWriter {
  /// Formats without a place for it leave it out.
  public var interval: Double? {
    get { nil }
    set {}
  }
}
