import CPNGBridge
import Imaging

/// Reads PNG through libpng: grey and colour of 1 to 16 bits, interlaced or not.
///
/// Numbers are as stored: 1, 2 and 4 bits are not stretched, gamma and colour profiles not applied. A palette's indices
/// mean nothing by themselves, so that its colours are read; a palette of greys gives grey. Transparency is left out of
/// grey images.
public final class PNGReader: ImageReader, ImageDataset {
  public static let format = "PNG"

  public static func recognises(_ head: FileHead) -> Bool {
    head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  public let pageCount = 1

  private let file: InputFile
  private let information: PageInfo
  /// Bytes of a row of samples.
  private let rowByteCount: Int

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    self.file = file
    let handle = try PNGHandle(file)
    let header = handle.header
    let (rows, columns, samples) = (Int(header.rows), Int(header.columns), Int(header.samples))
    let bytes = Int(header.sample_bytes)
    // A palette's pixel is expanded to three bytes; what is compressed with deflate grows by 1032 at most.
    let expansion = 1040 * Double(8 * bytes * samples) / Double(PNGHandle.storedBits(header))
    _ = try limits.byteCount(
      rows: rows, columns: columns, samplesPerPixel: samples, bytesPerSample: Double(bytes),
      expansion: expansion, file: file)
    rowByteCount = columns * samples * bytes

    let found = Self.calibration(header)
    information = PageInfo(
      rows: rows, columns: columns, samplesPerPixel: samples, type: bytes == 2 ? .uint16 : .uint8,
      calibration: found.calibration, metadata: Self.metadata(handle), calibrationNote: found.note,
      notes: Self.notes(header))
  }

  public func info(page: Int) throws(ImageFileError) -> PageInfo {
    guard page == 0 else {
      throw ImageFileError(path: file.path, problem: .noSuchPage(page, pages: 1))
    }
    return information
  }

  public func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    let handle = try PNGHandle(file)
    let count = info.rows * info.columns * info.samplesPerPixel
    let samples: Samples =
      info.type == .uint16
      ? .uint16(try handle.pixels(count: count, rowByteCount: rowByteCount))
      : .uint8(try handle.pixels(count: count, rowByteCount: rowByteCount))
    let raster = Raster(
      rows: info.rows, columns: info.columns, samplesPerPixel: info.samplesPerPixel, samples: samples)
    return Page(info: info, raster: raster)
  }

  /// The pHYs chunk, where its pixels are small enough for a micrograph's.
  private static func calibration(_ header: fringe_png_header) -> (calibration: Calibration, note: String?) {
    let (x, y) = (Double(header.x_per_metre), Double(header.y_per_metre))
    guard x > 0, y > 0 else { return PixelSizeClaim.calibration([]) }
    guard max(1e9 / x, 1e9 / y) < TIFFCalibration.largestPixel else {
      return PixelSizeClaim.calibration(
        [], otherwise: "no calibration in the file: its \(Int((x * 0.0254).rounded())) dpi are for printing")
    }
    return PixelSizeClaim.calibration([PixelSizeClaim(tag: "pHYs", x: 1 / x, y: 1 / y, unitName: "m")])
  }

  private static func metadata(_ handle: PNGHandle) -> Metadata {
    let header = handle.header
    let kinds = [0: "grey", 2: "RGB", 3: "palette", 4: "grey and alpha", 6: "RGBA"]
    var raw: Metadata = [
      "BitDepth": .number(Double(header.bits)), "ColourType": .string(kinds[Int(header.color_type)] ?? ""),
      "Interlaced": .boolean(header.is_interlaced != 0),
    ]
    if header.x_per_metre > 0 {
      raw["PixelsPerMetre"] = .list([
        .number(Double(header.x_per_metre)), .number(Double(header.y_per_metre)),
      ])
    }
    let texts = handle.texts
    for (key, text) in texts { raw[key] = .string(text) }
    var acquisition = Acquisition()
    acquisition.title = texts["Title"]
    // The device by which the image was made, says the specification.
    acquisition.instrument = texts["Source"]
    acquisition.date = texts["Creation Time"].flatMap { DateText.iso(yearFirst: $0) }
    return acquisition.metadata(raw: raw)
  }

  private static func notes(_ header: fringe_png_header) -> [String] {
    var notes: [String] = []
    if header.drops_alpha != 0 { notes.append("its transparency is left out") }
    if header.color_type == 3, header.samples == 3 { notes.append("the colours of its palette are read") }
    return notes
  }
}
