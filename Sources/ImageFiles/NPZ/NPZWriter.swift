import COnDemand
import CZip
import Imaging

/// Writes an image as array `image` of a NumPy archive, a stack as one of three axes; beside it the pixel size.
///
/// Arrays are not compressed, as by `numpy.savez`. There are no dates: the same images give the same bytes. An array is
/// kept in a temporary file until it is packed; memory is that of one image.
public final class NPZWriter: ImageStackWriter {
  public static let format = "NPZ"
  public static let extensions = ["npz"]
  public static let sampleTypes: [SampleType] = [.float32, .uint16, .uint8]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let samples = try image.samples(as: type, for: file.path)
    let array = try AtomicFile(path: file.path)
    try array.write(NPYWriter.head(type, shape: [image.rows, image.columns]))
    try array.write(samples)
    try pack(array, image.calibration, into: file)
  }

  /// Not kept: the format has no place for it.
  public var interval: Double?

  private var file: AtomicFile?
  /// The array as an NPY file.
  private let array: AtomicFile
  private let type: SampleType
  private var extent: StackExtent
  private var calibration = Calibration.none

  public init(_ file: consuming AtomicFile, as type: SampleType) throws(ImageFileError) {
    self.type = type
    extent = StackExtent(path: file.path)
    array = try AtomicFile(path: file.path)
    try array.write([UInt8](repeating: 0, count: NPYWriter.headByteCount))
    self.file = consume file
  }

  public func add(_ image: Image) throws(ImageFileError) {
    guard file != nil else { throw extent.finished }
    let samples = try image.samples(as: type, for: extent.path)
    if extent.count == 0 { calibration = image.calibration }
    try extent.add(image)
    try array.write(samples)
  }

  public func finish() throws(ImageFileError) {
    guard let file = file.take() else { throw extent.finished }
    let (size, count) = try extent.whole()
    try array.overwrite(NPYWriter.head(type, shape: [count, size.rows, size.columns]), at: 0)
    try Self.pack(array, calibration, into: file)
    try file.commit()
  }

  /// Packs an array, which is a file of its own, and the pixel size into an archive.
  private static func pack(
    _ array: borrowing AtomicFile, _ calibration: Calibration, into file: borrowing AtomicFile
  ) throws(ImageFileError) {
    try OnDemand.check(FRINGE_ZIP, for: file.path)
    var code: Int32 = 0
    guard let archive = zip_open(file.temporaryPath, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
      throw ImageFileError(path: file.path, problem: .unwritable("cannot write: libzip's error \(code)"))
    }
    // The bytes of the pixel size must live until the archive is closed.
    let isDone = pixelSize(calibration).withUnsafeBytes { bytes in
      guard add(zip_source_file(archive, array.temporaryPath, 0, -1), named: "image", to: archive) else {
        return false
      }
      if let name = NPZCalibration.name(calibration.unit) {
        let source = zip_source_buffer(archive, bytes.baseAddress, UInt64(bytes.count), 0)
        guard add(source, named: name, to: archive) else { return false }
      }
      return zip_close(archive) == 0
    }
    guard isDone else {
      let reason = zip_strerror(archive).map { String(cString: $0) } ?? "the disk may be full"
      zip_discard(archive)
      throw ImageFileError(path: file.path, problem: .unwritable("cannot write: \(reason.oneLine())"))
    }
  }

  /// Adds a member without compression and date; false when that fails.
  private static func add(_ source: OpaquePointer?, named name: String, to archive: OpaquePointer) -> Bool {
    guard let source else { return false }
    let index = zip_file_add(archive, name + ".npy", source, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      return false
    }
    // The 1st of January 1980, from which ZIP counts.
    return zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) == 0
      && zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0) == 0
  }

  /// Height and width of a pixel as an NPY file.
  private static func pixelSize(_ calibration: Calibration) -> [UInt8] {
    let values = [calibration.pixelSizeY, calibration.pixelSizeX].flatMap { value in
      (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    return NPYWriter.head(.float64, shape: [2]) + values
  }
}
