import Imaging

/// Reads the files of MRC and CCP4, `.mrc`, `.mrcs`, `.map`, `.st`, of version 2014 and earlier, in both byte orders.
///
/// Sections are pages, whether they are the images of a stack or the slices of a volume. Rows come in the order of the
/// file, as in other readers of micrographs: the first is on top, though the format's convention is that it is the lowest.
/// Complex numbers (transforms) are not read.
public final class MRCReader: ImageReader, ImageDataset {
  public static let format = "MRC"

  public static func recognises(_ head: FileHead) -> Bool { MRCHeader.recognises(head) }

  public let pageCount: Int

  private let file: InputFile
  private let header: MRCHeader
  private let mode: MRCMode
  private let extended: MRCExtendedHeader?
  private let dataOffset: Int
  private let sectionByteCount: Int

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    guard let header = MRCHeader(try file.bytes(at: 0, count: MRCHeader.byteCount)) else {
      throw ImageFileError(path: file.path, problem: .damaged("its MRC header makes no sense"))
    }
    guard let mode = header.mode else {
      throw ImageFileError(
        path: file.path,
        problem: .unsupported(
          "it holds a transform in complex numbers (mode \(header.modeCode)); save the image itself"))
    }
    guard !header.hasHiddenPacking else {
      throw ImageFileError(
        path: file.path,
        problem: .unsupported(
          "its bytes hold two numbers each (IMOD's flag 16); convert it to mode 1 with newstack"))
    }
    let shape = "\(header.columns)×\(header.rows)×\(header.sections)"
    let dataByteCount = Double(header.sections) * header.sectionByteCount
    var start = MRCHeader.byteCount + header.extendedByteCount
    if Double(start) + dataByteCount > Double(file.size),
      Double(MRCHeader.byteCount) + dataByteCount == Double(file.size)
    {
      // The size of the extended header is wrong in some old files that have none.
      start = MRCHeader.byteCount
    }
    guard Double(start) + dataByteCount <= Double(file.size) else {
      throw ImageFileError(
        path: file.path,
        problem: .damaged(
          "\(shape) pixels of mode \(header.modeCode) do not fit in its \(file.size) bytes; is it truncated?")
      )
    }
    _ = try limits.byteCount(
      rows: header.rows, columns: header.columns, samplesPerPixel: mode.samplesPerPixel,
      bytesPerSample: Double(mode.sampleType.byteCount), expansion: 2, file: file)
    self.file = file
    self.header = header
    self.mode = mode
    extended = MRCExtendedHeader(header, in: file)
    dataOffset = start
    sectionByteCount = Int(header.sectionByteCount)
    pageCount = header.sections
  }

  public func info(page: Int) throws(ImageFileError) -> PageInfo {
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: file.path, problem: .noSuchPage(page, pages: pageCount))
    }
    let record = try extended?.record(section: page)
    let (calibration, note) = header.pixelSize(record)
    var raw = header.metadata
    if let record { raw["ExtendedHeader"] = .group(record.raw) }
    return PageInfo(
      rows: header.rows, columns: header.columns, samplesPerPixel: mode.samplesPerPixel,
      type: mode.sampleType,
      calibration: calibration, metadata: (record?.acquisition ?? Acquisition()).metadata(raw: raw),
      calibrationNote: note, notes: header.notes)
  }

  public func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    let offset = dataOffset + page * sectionByteCount
    let samples: Samples
    if mode == .packed {
      samples = .uint8(unpacked(try file.bytes(at: offset, count: sectionByteCount)))
    } else {
      samples = try file.samples(
        info.type, at: offset, count: info.rows * info.columns * info.samplesPerPixel, order: header.order)
    }
    let raster = Raster(
      rows: info.rows, columns: info.columns, samplesPerPixel: info.samplesPerPixel, samples: samples)
    return Page(info: info, raster: raster)
  }

  /// The numbers of bytes that hold two each.
  private func unpacked(_ bytes: [UInt8]) -> [UInt8] {
    let rowByteCount = (header.columns + 1) / 2
    return [UInt8](unsafeUninitializedCapacity: header.rows * header.columns) { target, initialized in
      for row in 0..<header.rows {
        for column in 0..<header.columns {
          let index = row * rowByteCount + column / 2
          let byte = index < bytes.count ? bytes[index] : 0
          target[initialized] = column % 2 == 0 ? byte & 15 : byte >> 4
          initialized += 1
        }
      }
    }
  }
}
