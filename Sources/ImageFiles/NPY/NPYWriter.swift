import Imaging

/// Writes a NumPy file, little-endian and in C order: rows × columns of an image, images × rows × columns of a stack.
/// It carries no calibration.
public final class NPYWriter: ImageStackWriter {
  public static let format = "NPY"
  public static let extensions = ["npy"]
  public static let sampleTypes: [SampleType] = [.float32, .uint16, .uint8]

  /// The header has this length whatever the shape, and values begin at a multiple of 64 bytes, as NumPy asks.
  static let headByteCount = 128

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let samples = try image.samples(as: type, for: file.path)
    try file.write(head(type, shape: [image.rows, image.columns]))
    try file.write(samples)
  }

  private var file: AtomicFile?
  private let type: SampleType
  private var extent: StackExtent

  public init(_ file: consuming AtomicFile, as type: SampleType) throws(ImageFileError) {
    self.type = type
    extent = StackExtent(path: file.path)
    try file.write([UInt8](repeating: 0, count: Self.headByteCount))
    self.file = consume file
  }

  public func add(_ image: Image) throws(ImageFileError) {
    guard file != nil else { throw extent.finished }
    let samples = try image.samples(as: type, for: extent.path)
    try extent.add(image)
    try file?.write(samples)
  }

  public func finish() throws(ImageFileError) {
    guard let file = file.take() else { throw extent.finished }
    let (size, count) = try extent.whole()
    try file.overwrite(Self.head(type, shape: [count, size.rows, size.columns]), at: 0)
    try file.commit()
  }

  /// Magic, version 1, the header's length, a Python dictionary, spaces, a line feed.
  static func head(_ type: SampleType, shape: [Int]) -> [UInt8] {
    let descr =
      switch type {
      case .uint8: "|u1"
      case .uint16: "<u2"
      case .float64: "<f8"
      default: "<f4"
      }
    // A tuple of one ends in a comma.
    let extents = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let dictionary = Array("{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(extents)), }".utf8)
    let length = headByteCount - 10
    let spaces = [UInt8](repeating: UInt8(ascii: " "), count: length - dictionary.count - 1)
    return NPYHeader.magic + [1, 0, UInt8(length), 0] + dictionary + spaces + [UInt8(ascii: "\n")]
  }
}
