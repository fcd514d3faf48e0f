import Imaging

/// The pages of one image of a DigitalMicrograph file.
struct DMDataset: ImageDataset {
  let image: DMImage
  let pageCount: Int

  private let file: InputFile
  private let order: ByteOrder
  private let sampleType: SampleType
  private let bytesPerPage: Int
  private let metadata: Metadata

  var name: String { image.name }
  var interval: Double? { image.interval }

  /// - Throws: When the image cannot be read or the file does not hold all of it.
  init(
    _ image: DMImage, in file: InputFile, order: ByteOrder, version: UInt32, limits: ReadLimits
  ) throws(ImageFileError) {
    guard let bytesPerPixel = image.type.bytesPerPixel, let sampleType = image.type.sampleType else {
      let name = image.name.isEmpty ? "its image" : "\"\(image.name.oneLine(limit: 60))\""
      let kind = if case .other(let name) = image.type { name } else { "\(image.type)" }
      throw ImageFileError(
        path: file.path,
        problem: .unsupported("\(name) holds \(kind); save its modulus or real part in DigitalMicrograph"))
    }
    bytesPerPage = try limits.byteCount(
      rows: image.rows, columns: image.columns, samplesPerPixel: 1, bytesPerSample: Double(bytesPerPixel),
      expansion: 1, file: file)
    let shape = image.axes.map { "\($0)" }.joined(separator: "×")
    // In floating point nothing overflows.
    let bytes = image.axes.reduce(Double(bytesPerPixel)) { $0 * Double($1) }
    guard image.axes.allSatisfy({ $0 > 0 }), bytes <= Double(image.data.byteCount) else {
      throw ImageFileError(
        path: file.path,
        problem: .damaged("an image of \(shape) pixels does not fit in its \(image.data.byteCount) bytes"))
    }
    pageCount = image.axes.dropFirst(2).reduce(1, *)
    self.image = image
    self.file = file
    self.order = order
    self.sampleType = sampleType
    metadata = Acquisition(image).metadata(raw: image.metadata(version: version))
  }

  func info(page: Int) throws(ImageFileError) -> PageInfo {
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: file.path, problem: .noSuchPage(page, pages: pageCount))
    }
    let (calibration, note) = image.pixelSize
    return PageInfo(
      rows: image.rows, columns: image.columns, samplesPerPixel: image.type == .colour ? 3 : 1,
      type: sampleType,
      calibration: calibration, metadata: metadata, calibrationNote: note,
      notes: image.notes(pageCount: pageCount))
  }

  func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    let offset = image.data.offset + page * bytesPerPage
    let samples: Samples
    if image.type == .colour {
      samples = .uint8(try colours(at: offset, count: info.rows * info.columns))
    } else {
      samples = try file.samples(sampleType, at: offset, count: info.rows * info.columns, order: order)
    }
    let raster = Raster(
      rows: info.rows, columns: info.columns, samplesPerPixel: info.samplesPerPixel, samples: samples)
    return Page(info: info, raster: raster)
  }

  /// Red, green and blue of each pixel.
  private func colours(at offset: Int, count: Int) throws(ImageFileError) -> [UInt8] {
    guard case .uint32(let pixels) = try file.samples(.uint32, at: offset, count: count, order: order) else {
      return []
    }
    return [UInt8](unsafeUninitializedCapacity: 3 * count) { target, initialized in
      for (index, pixel) in pixels.enumerated() {
        target[3 * index] = UInt8(truncatingIfNeeded: pixel >> 16)
        target[3 * index + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
        target[3 * index + 2] = UInt8(truncatingIfNeeded: pixel)
      }
      initialized = 3 * count
    }
  }
}
