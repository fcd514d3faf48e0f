import COnDemand
import CTurboJPEG

/// A JPEG file in memory, and libjpeg-turbo's decoder for it.
final class JPEGHandle {
  private let path: String
  private let bytes: [UInt8]
  private let decoder: tjhandle

  init(_ file: InputFile) throws(ImageFileError) {
    path = file.path
    bytes = try file.bytes(at: 0, count: file.size)
    try OnDemand.check(FRINGE_TURBOJPEG, for: file.path)
    guard let decoder = tjInitDecompress() else {
      throw ImageFileError(path: file.path, problem: .system(operation: "read", code: 12))
    }
    self.decoder = decoder
  }

  deinit { tjDestroy(decoder) }

  /// The size and the colour space (one of `TJCS`).
  func header() throws(ImageFileError) -> (rows: Int, columns: Int, space: Int32) {
    var (columns, rows, subsampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    let status = bytes.withUnsafeBufferPointer {
      tjDecompressHeader3(decoder, $0.baseAddress, UInt($0.count), &columns, &rows, &subsampling, &space)
    }
    guard status == 0, rows > 0, columns > 0 else { throw failure }
    return (Int(rows), Int(columns), space)
  }

  /// The samples, interleaved.
  ///
  /// A warning is an error: the library goes on with invented pixels, and tells the first warning only.
  func pixels(rows: Int, columns: Int, samples: Int) throws(ImageFileError) -> [UInt8] {
    let count = rows * columns * samples
    let format = samples == 1 ? TJPF_GRAY : TJPF_RGB
    var status: Int32 = -1
    let values = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.initialize(repeating: 0)
      status = bytes.withUnsafeBufferPointer {
        tjDecompress2(
          decoder, $0.baseAddress, UInt($0.count), buffer.baseAddress, Int32(columns),
          Int32(columns * samples),
          Int32(rows), Int32(format.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
      }
      initialized = count
    }
    guard status == 0 else { throw failure }
    return values
  }

  private var message: String { String(cString: tjGetErrorStr2(decoder)).oneLine() }

  private var failure: ImageFileError {
    let isForeign = message.contains("precision") || message.contains("Unsupported")
    return ImageFileError(path: path, problem: isForeign ? .unsupported(message) : .damaged(message))
  }
}
