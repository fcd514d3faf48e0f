import Imaging

/// An array of NumPy as images: which of its axes are pages, rows and columns, and where its pages lie.
struct NPYArray {
  let header: NPYHeader
  let pageCount: Int
  let rows: Int
  let columns: Int

  /// - Parameters:
  ///   - byteCount: Bytes of the NPY file that the header begins.
  init(
    _ header: NPYHeader, file: InputFile, byteCount: Int, limits: ReadLimits
  ) throws(ImageFileError) {
    let axes = header.shape
    switch axes.count {
    case 1: (pageCount, rows, columns) = (1, 1, axes[0])
    case 2: (pageCount, rows, columns) = (1, axes[0], axes[1])
    case 3: (pageCount, rows, columns) = (axes[0], axes[1], axes[2])
    default:
      throw ImageFileError(
        path: file.path,
        problem: .unsupported("an array of \(axes.count) axes; save two (an image) or three (pages)"))
    }
    self.header = header
    guard pageCount > 0 else {
      throw ImageFileError(path: file.path, problem: .damaged("its array has no page"))
    }
    _ = try limits.byteCount(
      rows: rows, columns: columns, samplesPerPixel: 1, bytesPerSample: Double(header.type.byteCount),
      expansion: nil, file: file)
    let bytes = Double(pageCount) * Double(rows) * Double(columns) * Double(header.type.byteCount)
    let shape = axes.map { "\($0)" }.joined(separator: "×")
    guard bytes + Double(header.dataOffset) <= Double(byteCount) else {
      throw ImageFileError(
        path: file.path,
        problem: .damaged("an array of \(shape) does not fit in its \(byteCount) bytes; is it truncated?"))
    }
    // The values of a page lie far apart in Fortran order: the whole array is read for each.
    if header.isFortran, bytes > Double(limits.maximumByteCount) {
      throw ImageFileError(
        path: file.path,
        problem: .tooLarge(claimed: "\(shape) in Fortran order", limit: limits.maximumByteCount))
    }
  }

  func info(page: Int, path: String) throws(ImageFileError) -> PageInfo {
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: path, problem: .noSuchPage(page, pages: pageCount))
    }
    var notes: [String] = []
    if header.shape.count == 3 { notes.append("the first of its three axes is taken for \(pageCount) pages") }
    if header.shape.count == 1 { notes.append("its single axis is taken for one row") }
    return PageInfo(
      rows: rows, columns: columns, samplesPerPixel: 1, type: header.type, calibration: .none,
      metadata: Acquisition().metadata(raw: [
        "shape": .list(header.shape.map { .number(Double($0)) }), "fortran_order": .boolean(header.isFortran),
        "bool": .boolean(header.isBoolean),
      ]),
      calibrationNote: "an NPY file holds no calibration; lengths are in pixels until pixel_size is given",
      notes: notes)
  }

  /// The bytes of the NPY file that a page needs: in Fortran order those of all pages.
  func byteRange(page: Int) -> Range<Int> {
    let count = rows * columns * header.type.byteCount
    let first = header.dataOffset
    return header.isFortran
      ? first..<first + pageCount * count : first + page * count..<first + (page + 1) * count
  }

  /// A page from a file in which its ``byteRange(page:)`` begins at `offset`.
  func raster(page: Int, from file: InputFile, at offset: Int) throws(ImageFileError) -> Raster {
    let count = rows * columns
    var samples = try file.samples(
      header.type, at: offset, count: header.isFortran ? pageCount * count : count, order: header.order)
    if header.isFortran {
      // Index (page, row, column) is at page + pages * (row + rows * column).
      samples = samples.gathered(
        rows: rows, columns: columns, first: page, rowStride: pageCount, columnStride: pageCount * rows)
    }
    return Raster(rows: rows, columns: columns, samples: samples)
  }
}
