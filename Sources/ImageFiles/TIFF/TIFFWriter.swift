import Imaging

/// Writes uncompressed TIFF with the calibration in ImageJ's manner: `unit` in the description, pixels per unit in the
/// resolution tags. ImageJ, tifffile and Fringe read the same values and the same pixel size.
///
/// An image in pixels has no resolution tags. The pixels of all pages follow each other without gaps, the directories
/// come behind them; above 4 GB the file is a BigTIFF. Memory for one image is needed, whatever the number of pages.
public final class TIFFWriter: ImageStackWriter {
  public static let format = "TIFF"
  public static let extensions = ["tif", "tiff"]
  public static let sampleTypes: [SampleType] = [.float32, .uint16, .uint8]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let samples = try image.samples(as: type, for: file.path)
    try file.write([UInt8](repeating: 0, count: TIFFLayout.headByteCount))
    try file.write(samples)
    try TIFFLayout(size: image.size, type: type, calibration: image.calibration).complete(file, pages: 1)
  }

  /// Writes an image that comes in bands of whole rows, from the top on, as float32: memory is that of one.
  ///
  /// - Precondition: The bands make up all rows.
  public static func write(
    _ bands: some Sequence<Image>, rows: Int, calibration: Calibration, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    try file.write([UInt8](repeating: 0, count: TIFFLayout.headByteCount))
    var (done, columns) = (0, 0)
    for band in bands {
      try file.write(Samples.float32(band.pixels))
      done += band.rows
      columns = band.columns
    }
    precondition(done == rows)
    let size = ImageError.Size(rows: rows, columns: columns)
    try TIFFLayout(size: size, type: .float32, calibration: calibration).complete(file, pages: 1)
  }

  public var interval: Double?

  private var file: AtomicFile?
  private let type: SampleType
  private var extent: StackExtent
  private var calibration = Calibration.none

  public init(_ file: consuming AtomicFile, as type: SampleType) throws(ImageFileError) {
    self.type = type
    extent = StackExtent(path: file.path)
    try file.write([UInt8](repeating: 0, count: TIFFLayout.headByteCount))
    self.file = consume file
  }

  public func add(_ image: Image) throws(ImageFileError) {
    guard file != nil else { throw extent.finished }
    let samples = try image.samples(as: type, for: extent.path)
    try extent.add(image)
    if extent.count == 1 { calibration = image.calibration }
    try file?.write(samples)
  }

  public func finish() throws(ImageFileError) {
    guard let file = file.take() else { throw extent.finished }
    let (size, count) = try extent.whole()
    try TIFFLayout(size: size, type: type, calibration: calibration).complete(
      file, pages: count, interval: interval)
    try file.commit()
  }
}
