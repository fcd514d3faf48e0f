import CTIFF
import Glibc
import Imaging

/// Writes uncompressed 32-bit float TIFF with the calibration in ImageJ's manner: `unit` in the description, pixels
/// per unit in the resolution tags. ImageJ, tifffile and Fringe read the same values and the same pixel size.
///
/// An image in pixels has no resolution tags. Above 4 GB the file is a BigTIFF.
public enum TIFFWriter: ImageWriter {
  public static let format = "TIFF"
  public static let extensions = ["tif", "tiff"]
  public static let sampleTypes: [SampleType] = [.float32]

  public static func write(
    _ image: Image, as type: SampleType, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let calibration = image.calibration
    guard calibration != .none, let resolution = Resolution(calibration) else {
      try write(image, unit: "pixel", resolution: nil, to: file)
      return
    }
    try write(image, unit: resolution.unit, resolution: resolution, to: file)
    try resolution.store(in: file)
  }

  private static func write(
    _ image: Image, unit: String, resolution: Resolution?, to file: borrowing AtomicFile
  ) throws(ImageFileError) {
    let messages = TIFFMessages()
    let options = fringe_tiff_options(messages.sink, 0)
    defer { TIFFOpenOptionsFree(options) }
    func failure(_ otherwise: String) -> ImageFileError {
      ImageFileError(path: file.path, problem: .unwritable("cannot write: \(messages.reason ?? otherwise)"))
    }
    // libtiff closes the descriptor that it is given.
    let descriptor = dup(file.descriptor)
    guard descriptor >= 0 else {
      throw ImageFileError(path: file.path, problem: .system(operation: "write", code: errno))
    }
    let isBig = image.byteCount > 0xFFF0_0000
    guard let tiff = TIFFFdOpenExt(descriptor, TIFFHandle.name, isBig ? "wl8" : "wl", options) else {
      close(descriptor)
      throw failure("libtiff cannot begin the file")
    }
    defer { TIFFClose(tiff) }

    for (tag, value) in [
      (TIFFTAG_BITSPERSAMPLE, 32), (TIFFTAG_SAMPLESPERPIXEL, 1), (TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_IEEEFP),
      (TIFFTAG_COMPRESSION, COMPRESSION_NONE), (TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK),
      (TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG),
    ] { _ = fringe_tiff_set_int(tiff, UInt32(tag), value) }
    _ = fringe_tiff_set_u32(tiff, UInt32(TIFFTAG_IMAGEWIDTH), UInt32(image.columns))
    _ = fringe_tiff_set_u32(tiff, UInt32(TIFFTAG_IMAGELENGTH), UInt32(image.rows))
    // One strip: ImageJ asks for samples without gaps.
    _ = fringe_tiff_set_u32(tiff, UInt32(TIFFTAG_ROWSPERSTRIP), UInt32(image.rows))
    _ = fringe_tiff_set_string(
      tiff, UInt32(TIFFTAG_IMAGEDESCRIPTION), "ImageJ=1.54f\nimages=1\nunit=\(unit)\nloop=false\n")
    _ = fringe_tiff_set_string(tiff, UInt32(TIFFTAG_SOFTWARE), "Fringe")
    if let resolution, let x = resolution.x.value, let y = resolution.y.value {
      _ = fringe_tiff_set_int(tiff, UInt32(TIFFTAG_RESOLUTIONUNIT), RESUNIT_NONE)
      _ = fringe_tiff_set_double(tiff, UInt32(TIFFTAG_XRESOLUTION), x)
      _ = fringe_tiff_set_double(tiff, UInt32(TIFFTAG_YRESOLUTION), y)
    }
    guard messages.errors.isEmpty else { throw failure("") }
    // libtiff declares the samples mutable, but changes them only for another byte order.
    let written = image.pixels.withUnsafeBytes { bytes in
      TIFFWriteEncodedStrip(
        tiff, 0, UnsafeMutableRawPointer(mutating: bytes.baseAddress), tmsize_t(bytes.count))
    }
    guard written == image.byteCount, TIFFWriteDirectory(tiff) == 1, messages.errors.isEmpty else {
      throw failure("the disk may be full")
    }
  }
}

/// Pixels per unit, as ratios of integers.
private struct Resolution {
  let unit: String
  let x: TIFFRational
  let y: TIFFRational

  /// The resolution of pixels that have a size; in nm, or in µm or pm where the ratio would be out of range.
  init?(_ calibration: Calibration) {
    var units = [(calibration.unit.rawValue, 1.0)]
    if calibration.unit == .nanometres { units += [("pm", 1e-3), ("micron", 1e3)] }
    for (name, factor) in units {
      guard let x = TIFFRational(factor / calibration.pixelSizeX),
        let y = TIFFRational(factor / calibration.pixelSizeY),
        x.keeps(factor / calibration.pixelSizeX), y.keeps(factor / calibration.pixelSizeY)
      else { continue }
      (unit, self.x, self.y) = (name, x, y)
      return
    }
    return nil
  }

  /// Replaces the ratios in the file, which libtiff has rounded to 32-bit floats.
  func store(in file: borrowing AtomicFile) throws(ImageFileError) {
    let written = try InputFile(path: file.temporaryPath)
    guard let entries = TIFFEntries(written) else { return }
    for (tag, ratio) in [(TIFFTAG_XRESOLUTION, x), (TIFFTAG_YRESOLUTION, y)] {
      guard let offset = entries.rationalOffset(tag) else { continue }
      let bytes = ratio.bytes(entries.order)
      guard pwrite(file.descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else {
        throw ImageFileError(path: file.path, problem: .system(operation: "write", code: errno))
      }
    }
  }
}

extension TIFFRational {
  /// Whether the ratio is a number to 1e-9.
  fileprivate func keeps(_ number: Double) -> Bool { value.map { abs($0 / number - 1) < 1e-9 } ?? false }
}
