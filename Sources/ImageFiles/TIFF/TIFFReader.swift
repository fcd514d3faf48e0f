import CTIFF
import Imaging

/// Reads TIFF and BigTIFF through libtiff: any layout, byte order and compression that it knows.
///
/// Stored numbers are data. MinIsWhite is not inverted, the Orientation tag not applied (a note says so), and a palette
/// image gives its stored indices, not the colours: microscopes and ImageJ store measured values with a colour table
/// for display. Of a grey image with further samples the first is read, of a colour image the first three or four.
/// Integers of other than 8, 16, 32 or 64 bits come in the next wider type, unchanged; 24-bit floats as float32.
public final class TIFFReader: ImageReader {
  public static let format = "TIFF"

  public static func recognises(_ head: FileHead) -> Bool {
    [[0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43]]
      .contains { head.starts(with: $0) }
  }

  /// Pages in the file, whatever their size.
  public let pageCount: Int

  /// The file, as the caller named it.
  var path: String { handle.file.path }

  private let handle: TIFFHandle
  private let limits: ReadLimits
  /// What ImageJ says in the first directory; it holds for the pages that say nothing themselves.
  private let description: ImageJDescription?
  /// Pages of an ImageJ stack that has one directory only.
  private let stack: ImageJStack?
  private let pages: TIFFPages
  /// The pages of each dataset; empty when all pages are of one.
  private let series: [[Int]]
  /// The OME-XML, for all pages.
  private let ome: OMEDescription?
  /// The page whose directory is the current one.
  private var current: Int? = 0
  /// What vendors say in the first directory; it holds for pages of the same layout that say nothing themselves.
  private lazy var firstRecords = vendorRecords(directory: 0)

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    handle = try TIFFHandle(reading: file, largestAllocation: limits.maximumByteCount)
    self.limits = limits
    description = handle.string(TIFFTAG_IMAGEDESCRIPTION).flatMap { ImageJDescription($0) }
    ome = OMEDescription(handle.string(TIFFTAG_IMAGEDESCRIPTION))
    pages = TIFFPages(file)
    stack = pages.count == 1 ? ImageJStack(handle, images: description?.images ?? 1) : nil
    pageCount = stack?.images ?? pages.count
    series = pages.series
  }

  /// Pages of one size and type make a dataset. The one that is read first is described at ``TIFFPages/series``.
  public var datasets: [any ImageDataset] {
    series.isEmpty
      ? [TIFFSeries(reader: self, pages: nil)] : series.map { TIFFSeries(reader: self, pages: $0) }
  }

  public func dataset(
    _ choice: DatasetChoice?, page: Int?, path: String
  ) throws(ImageFileError) -> (dataset: any ImageDataset, page: Int) {
    // Without a dataset a page is one of the file, as in every other program.
    guard choice == nil, let page, !series.isEmpty else {
      return (try dataset(choice, path: path), page ?? 0)
    }
    guard let number = series.firstIndex(where: { $0.contains(page) }),
      let index = series[number].firstIndex(of: page)
    else { throw ImageFileError(path: path, problem: .noSuchPage(page, pages: pageCount)) }
    return (datasets[number], index)
  }

  /// What the file says about one of its pages, counted from 0.
  public func info(page: Int) throws(ImageFileError) -> PageInfo {
    try select(page)
    return try plan(page).info
  }

  /// Reads one of the file's pages, counted from 0.
  public func read(page: Int) throws(ImageFileError) -> Page {
    try select(page)
    let (decoder, planned) = try plan(page)
    var info = planned
    let directory = decoder.directory
    try checkSize(directory)

    let samples: Samples
    if let stack, page > 0 {
      let count = info.rows * info.columns * info.samplesPerPixel
      samples = try handle.file.samples(
        info.type, at: stack.offset(page), count: count, order: stack.order)
    } else {
      try checkCodec(directory)
      try checkChunks(directory)
      handle.messages.clear()
      samples = directory.isSubsampledColour ? try decoder.convertedColour() : try decoder.samples()
      // libtiff goes on after some errors, with invented pixels.
      if let error = handle.messages.errors.first { throw handle.damaged(error) }
      info.notes += handle.messages.warnings.map { "libtiff: \($0)" }
    }
    let raster = Raster(
      rows: info.rows, columns: info.columns, samplesPerPixel: info.samplesPerPixel, samples: samples)
    return Page(info: info, raster: raster)
  }

  /// Makes the directory of a page the current one.
  private func select(_ page: Int) throws(ImageFileError) {
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: handle.file.path, problem: .noSuchPage(page, pages: pageCount))
    }
    let directory = stack == nil ? page : 0
    guard directory != current else { return }
    handle.messages.clear()
    // The next directory is read at once.
    let done =
      current.map { $0 + 1 } == directory
      ? TIFFReadDirectory(handle.tiff) : TIFFSetSubDirectory(handle.tiff, UInt64(pages.offsets[directory]))
    current = done == 1 ? directory : nil
    guard done == 1 else { throw handle.damaged("page \(page + 1) has no valid directory") }
  }

  /// How the current directory's samples will be read, and what is known of them before.
  private func plan(_ page: Int) throws(ImageFileError) -> (decoder: TIFFDecoder, info: PageInfo) {
    let directory = try TIFFDirectory(handle)
    let kept = try directory.keptSamples(handle)
    let type = try directory.isSubsampledColour ? .uint8 : directory.sampleType(handle)
    if directory.isJPEGColour {
      _ = fringe_tiff_set_int(handle.tiff, UInt32(TIFFTAG_JPEGCOLORMODE), JPEGCOLORMODE_RGB)
    }
    let (vendors, resolution) = (records(page), resolution())
    let found = TIFFCalibration.find(vendors: vendors, description: imageJ(page), resolution: resolution)
    let info = PageInfo(
      rows: directory.rows, columns: directory.columns, samplesPerPixel: kept, type: type,
      calibration: found.calibration,
      metadata: TIFFMetadata.read(handle, directory, resolution, vendors: vendors),
      calibrationNote: found.note,
      notes: [chainNote].compactMap(\.self) + directory.notes(handle, kept: kept) + vendors.flatMap(\.notes))
    let decoder = TIFFDecoder(handle: handle, directory: directory, type: type, kept: kept)
    return (decoder, info)
  }

  /// That the directories end in a loop or outside the file.
  private var chainNote: String? {
    pages.isWhole ? nil : "the list of its pages is damaged after page \(pages.count)"
  }

  /// Seconds from one page to the next, of pages that are all of the file's or of one layout.
  func interval(of pages: [Int]?) -> Double? {
    let (first, count) = (pages?.first ?? 0, pages?.count ?? pageCount)
    guard count > 1 else { return nil }
    let found = [
      ome?.record(page: first, of: count).interval, firstRecords.lazy.compactMap(\.interval).first,
      pages == nil ? description?.interval : nil,
    ]
    return found.lazy.compactMap(\.self).first { $0 > 0 && $0.isFinite }
  }

  /// What vendors say of a page.
  private func records(_ page: Int) -> [TIFFVendorRecord] {
    let directory = stack == nil ? page : 0
    var records = directory == 0 ? firstRecords : vendorRecords(directory: directory)
    if records.isEmpty, directory < pages.kinds.count, pages.kinds[directory] == pages.kinds[0] {
      records = firstRecords
    }
    return records + (ome.map { [$0.record(page: page, of: pageCount)] } ?? [])
  }

  private func vendorRecords(directory: Int) -> [TIFFVendorRecord] {
    guard pages.offsets.indices.contains(directory),
      let entries = TIFFEntries(handle.file, directoryAt: pages.offsets[directory])
    else { return [] }
    let layout = pages.layouts[Int(pages.kinds[directory])]
    return TIFFVendorPage(
      entries: entries, rows: layout.rows, columns: layout.columns,
      description: entries.values(TIFFTAG_IMAGEDESCRIPTION)?.text, make: entries.values(TIFFTAG_MAKE)?.text
    ).records
  }

  /// The current page's own description by ImageJ, or the first page's when it has none.
  private func imageJ(_ page: Int) -> ImageJDescription? {
    guard page > 0, stack == nil, let own = handle.string(TIFFTAG_IMAGEDESCRIPTION) else {
      return description
    }
    return ImageJDescription(own)
  }

  /// The current directory as it lies in the file.
  private var entries: TIFFEntries? {
    TIFFEntries(handle.file, directoryAt: Int(truncatingIfNeeded: TIFFCurrentDirOffset(handle.tiff)))
  }

  private func resolution() -> TIFFCalibration.Resolution {
    let entries = self.entries
    func value(_ tag: Int32) -> Double? {
      if let exact = entries?.values(tag, limit: 8)?.number { return exact }
      var float: Float = 0
      return fringe_tiff_get_float(handle.tiff, UInt32(tag), &float) == 1 ? Double(float) : nil
    }
    return TIFFCalibration.Resolution(
      x: value(TIFFTAG_XRESOLUTION), y: value(TIFFTAG_YRESOLUTION),
      unit: handle.short(TIFFTAG_RESOLUTIONUNIT) ?? 2)
  }

  /// Refuses what would take too much memory, or what the file is too small for.
  private func checkSize(_ directory: TIFFDirectory) throws(ImageFileError) {
    _ = try limits.byteCount(
      rows: directory.rows, columns: directory.columns, samplesPerPixel: directory.samplesPerPixel,
      bytesPerSample: Double(directory.bitsPerSample) / 8,
      expansion: directory.isSubsampledColour ? nil : directory.expansion, file: handle.file)
    // Packed samples and converted colours take more memory than they take in the file.
    let widest = directory.isSubsampledColour ? 4 : (try directory.sampleType(handle)).byteCount
    _ = try limits.byteCount(
      rows: directory.rows, columns: directory.columns, samplesPerPixel: try directory.keptSamples(handle),
      bytesPerSample: Double(widest), expansion: nil, file: handle.file)
  }

  /// Refuses a directory that lists more strips or tiles than its image has: libtiff would take the first ones for
  /// the whole, and give parts of one colour as another.
  private func checkChunks(_ directory: TIFFDirectory) throws(ImageFileError) {
    let tag = directory.isTiled ? TIFFTAG_TILEOFFSETS : TIFFTAG_STRIPOFFSETS
    let expected = Int(directory.isTiled ? TIFFNumberOfTiles(handle.tiff) : TIFFNumberOfStrips(handle.tiff))
    guard let listed = entries?.count(tag), listed > expected else { return }
    throw ImageFileError(
      path: handle.file.path,
      problem: .damaged(
        "it lists \(listed) \(directory.isTiled ? "tiles" : "strips") where its size asks for \(expected)"))
  }

  private func checkCodec(_ directory: TIFFDirectory) throws(ImageFileError) {
    let scheme = UInt16(truncatingIfNeeded: directory.compression)
    guard TIFFIsCODECConfigured(scheme) == 1 else {
      let name = TIFFMetadata.compressionName(directory.compression)
      throw handle.unsupported("this libtiff has no \(name) decoder; save the image uncompressed")
    }
  }
}
