import HDF5
import Imaging

/// Writes images and stacks as HyperSpy signals: pixel size, unit, title and what is known of the microscope.
///
/// The same images give the same bytes. Pages of a stack are written as they are added; memory is that of one.
public final class HSPYWriter: ImageStackWriter {
  public static let format = "HyperSpy"
  public static let extensions = ["hspy"]
  public static let sampleTypes: [SampleType] = [.float32, .uint16, .uint8]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let samples = try image.samples(as: type, for: file.path)
    do throws(HDF5Error) {
      let signals = try HyperSpyFile(path: file.temporaryPath)
      try signals.add(image, bands: [samples], title: image.name ?? "")
      try signals.close()
    } catch { throw ImageFileError(path: file.path, error) }
  }

  public var interval: Double?

  private var file: AtomicFile?
  private let type: SampleType
  private let signals: HyperSpyFile
  private var extent: StackExtent
  /// The first image and the group of the signal.
  private var stack: (first: Image, group: String)?

  public init(_ file: consuming AtomicFile, as type: SampleType) throws(ImageFileError) {
    extent = StackExtent(path: file.path)
    do throws(HDF5Error) {
      signals = try HyperSpyFile(path: file.temporaryPath)
    } catch { throw ImageFileError(path: file.path, error) }
    self.type = type
    self.file = consume file
  }

  public func add(_ image: Image) throws(ImageFileError) {
    guard file != nil else { throw extent.finished }
    let samples = try image.samples(as: type, for: extent.path)
    let page = extent.count
    try extent.add(image)
    do throws(HDF5Error) {
      if stack == nil { stack = (image, try signals.beginSignal(image.name ?? "", image)) }
      guard let group = stack?.group else { return }
      try signals.hdf5.append(
        samples, rows: image.rows, columns: image.columns, page: page, to: group + "/data")
    } catch { throw ImageFileError(path: extent.path, error) }
  }

  public func finish() throws(ImageFileError) {
    guard let file = file.take() else { throw extent.finished }
    let count = try extent.whole().count
    do throws(HDF5Error) {
      if let stack { try signals.finishSignal(stack.group, stack.first, pages: count, interval: interval) }
      try signals.close()
    } catch { throw ImageFileError(path: extent.path, error) }
    try file.commit()
  }
}
