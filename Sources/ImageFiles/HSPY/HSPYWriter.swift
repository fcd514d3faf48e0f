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
      try signals.add(image, samples: samples, title: image.name ?? "")
      try signals.close()
    } catch { throw ImageFileError(path: file.path, error) }
  }

  public var interval: Double?

  private var file: AtomicFile?
  private let path: String
  private let type: SampleType
  private let signals: HyperSpyFile
  /// The first image and the group of the signal.
  private var stack: (first: Image, group: String)?
  private var pages = 0

  public init(_ file: consuming AtomicFile, as type: SampleType) throws(ImageFileError) {
    let path = file.path
    do throws(HDF5Error) {
      signals = try HyperSpyFile(path: file.temporaryPath)
    } catch { throw ImageFileError(path: path, error) }
    (self.path, self.type) = (path, type)
    self.file = consume file
  }

  public func add(_ image: Image) throws(ImageFileError) {
    let samples = try image.samples(as: type, for: path)
    do throws(HDF5Error) {
      if stack == nil { stack = (image, try signals.beginSignal(image.name ?? "", image)) }
      guard let stack, stack.first.size == image.size else {
        throw .unwritable(
          "image \(pages + 1) has \(image.size) pixels, the first \(stack?.first.size.description ?? "none")")
      }
      try signals.hdf5.append(
        samples, rows: image.rows, columns: image.columns, page: pages, to: stack.group + "/data")
    } catch { throw ImageFileError(path: path, error) }
    pages += 1
  }

  public func finish() throws(ImageFileError) {
    guard let stack else { throw ImageFileError(path: path, problem: .unwritable("no image was added")) }
    do throws(HDF5Error) {
      try signals.finishSignal(stack.group, stack.first, pages: pages, interval: interval)
      try signals.close()
    } catch { throw ImageFileError(path: path, error) }
    try file.take()?.commit()
  }
}
