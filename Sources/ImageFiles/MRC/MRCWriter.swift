import Glibc
import Imaging

/// Writes MRC files of version 2014: an image or a stack of them, little-endian, rows in the order of the image.
///
/// The pixel size is in the cell, in Å. A file has no place for that of a spectrum (1/nm); a label keeps it to be read by
/// people.
public final class MRCWriter: ImageStackWriter {
  public static let format = "MRC"
  public static let extensions = ["mrc", "mrcs"]
  public static let sampleTypes: [SampleType] = [.float32, .uint16, .int16]

  /// Not kept: the format has no place for it.
  public var interval: Double?

  private var file: AtomicFile?
  private let path: String
  private let type: SampleType
  private var body = Body()

  public init(_ file: consuming AtomicFile, as type: SampleType) throws(ImageFileError) {
    path = file.path
    self.type = type
    try file.write([UInt8](repeating: 0, count: MRCHeader.byteCount))
    self.file = consume file
  }

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    try file.write([UInt8](repeating: 0, count: MRCHeader.byteCount))
    var body = Body()
    try body.add(image, as: type, to: file)
    try body.writeHeader(as: type, to: file)
  }

  public func add(_ image: Image) throws(ImageFileError) {
    guard file != nil else {
      throw ImageFileError(path: path, problem: .unwritable("the file is finished"))
    }
    try body.add(image, as: type, to: file!)
  }

  public func finish() throws(ImageFileError) {
    guard let file = file.take() else { return }
    try body.writeHeader(as: type, to: file)
    try file.commit()
  }
}

/// The images of a file, and what its header says of them.
private struct Body {
  private var first: (rows: Int, columns: Int, calibration: Calibration)?
  private var count = 0
  private var statistics = MRCStatistics()

  mutating func add(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let first = first ?? (image.rows, image.columns, image.calibration)
    guard image.rows == first.rows, image.columns == first.columns else {
      throw ImageFileError(
        path: file.path,
        problem: .unwritable(
          "image \(count + 1) has \(image.rows)×\(image.columns) pixels, the first \(first.rows)×\(first.columns); "
            + "a stack holds images of one size"))
    }
    self.first = first
    let samples = try image.samples(as: type, for: file.path)
    try file.write(littleEndian: samples)
    statistics.add(samples)
    count += 1
  }

  func writeHeader(as type: SampleType, to file: borrowing AtomicFile) throws(ImageFileError) {
    guard let first, let sections = Int32(exactly: count) else {
      throw ImageFileError(path: file.path, problem: .unwritable("a file needs at least one image"))
    }
    let header = MRCFileHeader(
      columns: Int32(first.columns), rows: Int32(first.rows), sections: sections, type: type,
      calibration: first.calibration, statistics: statistics.fields)
    let bytes = header.bytes
    guard pwrite(file.descriptor, bytes, bytes.count, 0) == bytes.count else {
      throw ImageFileError(path: file.path, problem: .system(operation: "write", code: errno))
    }
  }
}

extension AtomicFile {
  /// Appends numbers, each with its lowest byte first.
  fileprivate borrowing func write(littleEndian samples: Samples) throws(ImageFileError) {
    switch samples {
    case .int16(let values): try write(littleEndian: values)
    case .uint16(let values): try write(littleEndian: values)
    case .float32(let values):
      if ByteOrder.host == .littleEndian {
        try write(values.span.bytes)
      } else {
        try write(littleEndian: values.map(\.bitPattern))
      }
    default: preconditionFailure("a type that MRC files do not hold")
    }
  }

  private borrowing func write<T: FixedWidthInteger & BitwiseCopyable>(
    littleEndian values: [T]
  ) throws(ImageFileError) {
    let ordered = ByteOrder.host == .littleEndian ? values : values.map(\.littleEndian)
    try write(ordered.span.bytes)
  }
}
