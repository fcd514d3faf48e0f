import Imaging

/// The elements of a series as pages.
struct SERDataset: ImageDataset {
  let name: String
  let pageCount: Int
  let interval: Double?
  /// What the user should know of the file as a whole.
  var otherNotes: [String] = []

  private let file: InputFile
  private let limits: ReadLimits
  private let header: SERHeader
  private let metadata: Metadata

  /// - Parameter object: What the EMI file says of this series.
  init(
    _ file: InputFile, name: String, object: EMIObject?, limits: ReadLimits
  ) throws(ImageFileError) {
    header = try SERHeader(file)
    self.file = file
    self.limits = limits
    self.name = name
    pageCount = header.validCount
    let first = try header.time(element: 0)
    interval = try Self.interval(header, first: first)

    var acquisition = object.map { Acquisition($0) } ?? Acquisition()
    if acquisition.date == nil, let first {
      acquisition.date = CivilDate.iso8601(secondsSince1970: first).map { $0 + "Z" }
    }
    var raw: Metadata = [
      "SeriesVersion": .number(Double(header.version)),
      "TotalNumberElements": .number(Double(header.totalCount)),
      "ValidNumberElements": .number(Double(header.validCount)),
      "Dimensions": .list(
        header.dimensions.map {
          .group([
            "DimensionSize": .number(Double($0.size)), "CalibrationOffset": .number($0.offset),
            "CalibrationDelta": .number($0.step), "Description": .string($0.description),
            "Units": .string($0.unit),
          ])
        }),
    ]
    if let object { raw["ObjectInfo"] = object.xml.metadata }
    metadata = acquisition.metadata(raw: raw)
    _ = try info(page: 0)
  }

  /// Seconds from element to element, from the first and the last one's times.
  ///
  /// These are whole seconds, so that the series must have lasted long enough for an error of a second to be a tenth.
  private static func interval(_ header: SERHeader, first: Int?) throws(ImageFileError) -> Double? {
    guard header.validCount > 1, let first, let last = try header.time(element: header.validCount - 1),
      last - first >= 10
    else { return nil }
    return Double(last - first) / Double(header.validCount - 1)
  }

  private func element(_ page: Int) throws(ImageFileError) -> SERElement {
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: file.path, problem: .noSuchPage(page, pages: pageCount))
    }
    let element = try SERElement(header, page, in: file)
    _ = try limits.byteCount(
      rows: element.rows, columns: element.columns, samplesPerPixel: 1,
      bytesPerSample: Double(element.type.byteCount), expansion: 1, file: file)
    return element
  }

  func info(page: Int) throws(ImageFileError) -> PageInfo { info(try element(page)) }

  private func info(_ element: SERElement) -> PageInfo {
    let (calibration, note) = pixelSize(element)
    var notes = otherNotes
    if header.kind == .spectra { notes.append("a series of spectra; each is one row") }
    if header.validCount < header.totalCount {
      notes.append("\(header.validCount) of \(header.totalCount) elements have been written")
    }
    return PageInfo(
      rows: element.rows, columns: element.columns, samplesPerPixel: 1, type: element.type,
      calibration: calibration, metadata: metadata, calibrationNote: note, notes: notes)
  }

  /// The file gives no unit: an image's step is in m, a diffraction pattern's in 1/m. No pixel is as large as a
  /// millimetre, and none of a diffraction pattern as small as the reciprocal of one.
  private func pixelSize(_ element: SERElement) -> (calibration: Calibration, note: String?) {
    guard header.kind == .images else {
      return PixelSizeClaim.calibration([], otherwise: "its columns are the channels of a spectrum")
    }
    let steps = [abs(element.stepX), abs(element.stepY)]
    let unit = steps.allSatisfy { $0 < 1e-3 } ? "m" : steps.allSatisfy { $0 > 1e3 } ? "1/m" : ""
    let claim = PixelSizeClaim(
      tag: "CalibrationDelta", x: element.stepX, y: element.stepY, unitName: unit)
    return PixelSizeClaim.calibration([claim])
  }

  func read(page: Int) throws(ImageFileError) -> Page {
    let element = try element(page)
    let (rows, columns) = (element.rows, element.columns)
    let stored = try file.samples(
      element.type, at: element.offset, count: rows * columns, order: .littleEndian)
    // The y axis points up, and the row that is lowest on the screen is first.
    let samples =
      rows == 1
      ? stored
      : stored.gathered(
        rows: rows, columns: columns, first: (rows - 1) * columns, rowStride: -columns, columnStride: 1)
    return Page(info: info(element), raster: Raster(rows: rows, columns: columns, samples: samples))
  }
}
