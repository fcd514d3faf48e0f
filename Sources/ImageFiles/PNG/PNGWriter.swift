import CPNG
import Glibc
import Imaging

/// Writes an 8-bit grey PNG for looking at: the smallest finite value becomes 1, the largest 255.
///
/// Missing values are 0, black, and nothing else is; infinities are 1 and 255. An image of one value is 128. Values
/// and calibration cannot be had back from it.
public enum PNGWriter: ImageWriter {
  public static let format = "PNG"
  public static let extensions = ["png"]
  public static let sampleTypes: [SampleType] = [.uint8]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let greys = greys(of: image)
    func failure(_ reason: String) -> ImageFileError {
      ImageFileError(path: file.path, problem: .unwritable("cannot write: \(reason)"))
    }
    // The stream closes the descriptor that it is given.
    let descriptor = dup(file.descriptor)
    guard descriptor >= 0, let stream = fdopen(descriptor, "wb") else {
      let code = errno
      if descriptor >= 0 { close(descriptor) }
      throw ImageFileError(path: file.path, problem: .system(operation: "write", code: code))
    }
    var control = png_image()
    control.version = UInt32(PNG_IMAGE_VERSION)
    control.width = UInt32(image.columns)
    control.height = UInt32(image.rows)
    control.format = 0  // PNG_FORMAT_GRAY: one 8-bit channel
    let done = png_image_write_to_stdio(&control, stream, 0, greys, png_int_32(image.columns), nil)
    let reason = withUnsafeBytes(of: control.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    png_image_free(&control)
    let closed = fclose(stream)
    guard done != 0 else { throw failure(reason) }
    guard closed == 0 else {
      throw ImageFileError(path: file.path, problem: .system(operation: "write", code: errno))
    }
  }

  /// The pixels as greys.
  package static func greys(of image: Image) -> [UInt8] {
    var low = Float.infinity
    var high = -Float.infinity
    for value in image.pixels where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    // In double, because high - low may be beyond a float.
    let (base, range) = (Double(low), Double(high) - Double(low))
    let scale = range > 0 ? 254 / range : 0
    let offset = range > 0 ? 1.5 : 128.0
    return image.pixels.map { value in
      if value.isNaN { return 0 }
      if value.isInfinite { return value > 0 ? 255 : 1 }
      return UInt8((Double(value) - base) * scale + offset)
    }
  }
}
