import Imaging

/// Writes a NumPy file: 32-bit floats, little endian, rows × columns in C order. It carries no calibration.
public enum NPYWriter: ImageWriter {
  public static let format = "NPY"
  public static let extensions = ["npy"]
  public static let sampleTypes: [SampleType] = [.float32]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(image.rows), \(image.columns)), }"
    // Values begin at a multiple of 64 bytes: 10 bytes, the text, spaces, a line feed.
    let length = (10 + header.utf8.count + 1 + 63) / 64 * 64 - 10
    header += String(repeating: " ", count: length - header.utf8.count - 1) + "\n"
    try file.write(NPYHeader.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)])
    try file.write(header)
    if ByteOrder.host == .littleEndian {
      try file.write(image.pixels.span.bytes)
    } else {
      try file.write(image.pixels.map { $0.bitPattern.littleEndian }.span.bytes)
    }
  }
}
