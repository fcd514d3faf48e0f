import CTurboJPEG
import Imaging

/// Reads JPEG through libjpeg-turbo: 8 bits, grey as one sample, colour as RGB; baseline and progressive.
///
/// The resolution in its headers is a printer's and no calibration. Compression has changed the intensities, and a note
/// says so.
public final class JPEGReader: ImageReader, ImageDataset {
  public static let format = "JPEG"

  public static func recognises(_ head: FileHead) -> Bool { head.starts(with: [0xFF, 0xD8, 0xFF]) }

  public let pageCount = 1

  private let file: InputFile
  private let information: PageInfo

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    self.file = file
    guard file.size <= limits.maximumByteCount else {
      throw ImageFileError(
        path: file.path, problem: .tooLarge(claimed: "\(file.size) bytes", limit: limits.maximumByteCount))
    }
    let header = try JPEGHandle(file).header()
    guard header.space != Int32(TJCS_CMYK.rawValue), header.space != Int32(TJCS_YCCK.rawValue) else {
      throw ImageFileError(
        path: file.path, problem: .unsupported("CMYK inks are no intensities; convert the image to grey"))
    }
    let samples = header.space == Int32(TJCS_GRAY.rawValue) ? 1 : 3
    // A block of 64 pixels takes a bit or more, and colours may be stored for every sixteenth pixel only.
    _ = try limits.byteCount(
      rows: header.rows, columns: header.columns, samplesPerPixel: samples, bytesPerSample: 1,
      expansion: Double(64 * 8 * 16 * samples), file: file)
    information = PageInfo(
      rows: header.rows, columns: header.columns, samplesPerPixel: samples, type: .uint8, calibration: .none,
      metadata: Acquisition().metadata(raw: ["ColourSpace": .string(samples == 1 ? "grey" : "colour")]),
      calibrationNote: "a JPEG holds no calibration; lengths are in pixels until pixel_size is given",
      notes: ["JPEG has changed its intensities; measure on the microscope's own file if there is one"])
  }

  public func info(page: Int) throws(ImageFileError) -> PageInfo {
    guard page == 0 else {
      throw ImageFileError(path: file.path, problem: .noSuchPage(page, pages: 1))
    }
    return information
  }

  public func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    let samples = try JPEGHandle(file).pixels(
      rows: info.rows, columns: info.columns, samples: info.samplesPerPixel)
    let raster = Raster(
      rows: info.rows, columns: info.columns, samplesPerPixel: info.samplesPerPixel, samples: .uint8(samples))
    return Page(info: info, raster: raster)
  }
}
