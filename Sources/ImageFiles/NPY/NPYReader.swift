import Imaging

/// Reads NumPy's files of one array: every integer and float type, truth values as 0 and 1, both byte orders, C and
/// Fortran order. Two axes are rows and columns, a third one before them is pages, a single one is one row.
public final class NPYReader: ImageReader, ImageDataset {
  public static let format = "NPY"

  public static func recognises(_ head: FileHead) -> Bool { head.starts(with: NPYHeader.magic) }

  public var pageCount: Int { array.pageCount }

  private let file: InputFile
  private let array: NPYArray

  public init(_ file: InputFile, limits: ReadLimits = ReadLimits()) throws(ImageFileError) {
    self.file = file
    array = try NPYArray(NPYHeader(file), file: file, byteCount: file.size, limits: limits)
  }

  public func info(page: Int) throws(ImageFileError) -> PageInfo {
    try array.info(page: page, path: file.path)
  }

  public func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    let raster = try array.raster(page: page, from: file, at: array.byteRange(page: page).lowerBound)
    return Page(info: info, raster: raster)
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
