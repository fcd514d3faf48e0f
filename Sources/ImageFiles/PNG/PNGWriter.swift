import CPNGBridge
import Imaging

/// Writes a grey PNG: 8 bits for looking at, or 16 bits that keep the values.
///
/// With 8 bits the smallest finite value becomes 1, the largest 255. Missing values are 0, black, and nothing else is;
/// infinities are 1 and 255. An image of one value is 128. Values cannot be had back from it.
///
/// With 16 bits each value is its nearest integer from 0 to 65535; one that has none is an error. Neither keeps the
/// calibration.
public enum PNGWriter: ImageWriter {
  public static let format = "PNG"
  public static let extensions = ["png"]
  public static let sampleTypes: [SampleType] = [.uint8, .uint16]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let bytes: [UInt8]?
    if type == .uint16, case .uint16(let values) = try image.samples(as: .uint16, for: file.path) {
      bytes = values.withUnsafeBytes { encoded($0, image.size, bits: 16) }
    } else {
      bytes = greys(of: image).withUnsafeBytes { encoded($0, image.size, bits: 8) }
    }
    guard let bytes else {
      try file.checkInterruption()
      throw ImageFileError(path: file.path, problem: .unwritable("cannot write: there is not enough memory"))
    }
    try file.write(bytes)
  }

  /// The file's bytes; nil when there is no memory for them, or writing is interrupted.
  private static func encoded(
    _ pixels: UnsafeRawBufferPointer, _ size: ImageError.Size, bits: Int32
  ) -> [UInt8]? {
    let output = Output()
    let done = fringe_png_write_grey(
      { context, bytes, count in
        guard let context, let bytes, !AtomicFile.isInterrupted else { return 0 }
        let output = Unmanaged<Output>.fromOpaque(context).takeUnretainedValue()
        output.bytes += UnsafeBufferPointer(start: bytes, count: count)
        return 1
      }, Unmanaged.passUnretained(output).toOpaque(), UInt32(size.columns), UInt32(size.rows), bits,
      pixels.assumingMemoryBound(to: UInt8.self).baseAddress)
    return withExtendedLifetime(output) { done == 1 ? output.bytes : nil }
  }

  private final class Output {
    var bytes: [UInt8] = []
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
