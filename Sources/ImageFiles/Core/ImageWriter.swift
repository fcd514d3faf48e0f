import Imaging

/// Writes images in one format.
///
/// A format is a folder with a type that conforms, listed in ``ImageFile/writers``.
public protocol ImageWriter {
  /// The format as people call it: `"TIFF"`.
  static var format: String { get }

  /// The extensions of its files, in lower case and without the dot; the first is the usual one.
  static var extensions: [String] { get }

  /// Writes an image into `file`, which the caller commits.
  static func write(_ image: Image, to file: borrowing AtomicFile) throws(ImageFileError)
}
