import Imaging

/// Reads NumPy's files of one array: every integer and float type, truth values as 0 and 1, both byte orders, C and
/// Fortran order. Two axes are rows and columns, a third one before them is pages, a single one is one row.
public final class NPYReader: ImageReader, ImageDataset {
  public static let format = "NPY"

  public static func recognises(_ head: FileHead) -> Bool { head.starts(with: NPYHeader.magic) }

  public let pageCount: Int

  private let file: InputFile
  private let header: NPYHeader
  private let rows: Int
  private let columns: Int

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    header = try NPYHeader(file)
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
    self.file = file
    guard pageCount > 0 else {
      throw ImageFileError(path: file.path, problem: .damaged("its array has no page"))
    }
    _ = try limits.byteCount(
      rows: rows, columns: columns, samplesPerPixel: 1, bytesPerSample: Double(header.type.byteCount),
      expansion: nil, file: file)
    let bytes = Double(pageCount) * Double(rows) * Double(columns) * Double(header.type.byteCount)
    let shape = axes.map { "\($0)" }.joined(separator: "×")
    guard bytes + Double(header.dataOffset) <= Double(file.size) else {
      throw ImageFileError(
        path: file.path,
        problem: .damaged("an array of \(shape) does not fit in its \(file.size) bytes; is it truncated?"))
    }
    // The values of a page lie far apart in Fortran order: the whole array is read for each.
    if header.isFortran, bytes > Double(limits.maximumByteCount) {
      throw ImageFileError(
        path: file.path,
        problem: .tooLarge(claimed: "\(shape) in Fortran order", limit: limits.maximumByteCount))
    }
  }

  public func info(page: Int) throws(ImageFileError) -> PageInfo {
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: file.path, problem: .noSuchPage(page, pages: pageCount))
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

  public func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    let samples: Samples
    if header.isFortran {
      let all = try file.samples(
        header.type, at: header.dataOffset, count: pageCount * rows * columns, order: header.order)
      // Index (page, row, column) is at page + pages * (row + rows * column).
      samples = all.gathered(
        rows: rows, columns: columns, first: page, rowStride: pageCount, columnStride: pageCount * rows)
    } else {
      let count = rows * columns
      samples = try file.samples(
        header.type, at: header.dataOffset + page * count * header.type.byteCount, count: count,
        order: header.order)
    }
    return Page(info: info, raster: Raster(rows: rows, columns: columns, samples: samples))
  }
}

extension Samples {
  /// The samples at `first + row * rowStride + column * columnStride`, row after row.
  func gathered(rows: Int, columns: Int, first: Int, rowStride: Int, columnStride: Int) -> Samples {
    func gather<T>(_ values: [T]) -> [T] {
      var result: [T] = []
      result.reserveCapacity(rows * columns)
      for row in 0..<rows {
        for column in 0..<columns { result.append(values[first + row * rowStride + column * columnStride]) }
      }
      return result
    }
    return switch self {
    case .uint8(let values): .uint8(gather(values))
    case .int8(let values): .int8(gather(values))
    case .uint16(let values): .uint16(gather(values))
    case .int16(let values): .int16(gather(values))
    case .uint32(let values): .uint32(gather(values))
    case .int32(let values): .int32(gather(values))
    case .uint64(let values): .uint64(gather(values))
    case .int64(let values): .int64(gather(values))
    case .float16(let values): .float16(gather(values))
    case .float32(let values): .float32(gather(values))
    case .float64(let values): .float64(gather(values))
    }
  }
}
