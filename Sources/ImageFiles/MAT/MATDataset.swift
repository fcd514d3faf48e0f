import CMATIOBridge
import Imaging

/// The pages of one variable of a MATLAB file.
final class MATDataset: ImageDataset {
  let name: String
  let pageCount: Int

  private let variable: MATVariable
  private let source: NamedFile
  private let limits: ReadLimits
  private let note: String?

  init(_ variable: MATVariable, source: NamedFile, limits: ReadLimits, note: String?) {
    name = variable.name
    pageCount = variable.shape.dropFirst(2).reduce(1, *)
    self.variable = variable
    self.source = source
    self.limits = limits
    self.note = note
  }

  func info(page: Int) throws(ImageFileError) -> PageInfo {
    let path = source.file.path
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: path, problem: .noSuchPage(page, pages: pageCount))
    }
    guard let type = variable.type else {
      throw ImageFileError(path: path, problem: .unsupported("\(name) holds no numbers"))
    }
    let found = PixelSizeClaim.calibration([], otherwise: "a MATLAB file holds no calibration")
    var notes = [note].compactMap(\.self)
    if variable.shape.count > 2 {
      notes.append("the axes of \(name) after rows and columns are taken for pages")
    }
    return PageInfo(
      rows: variable.shape[0], columns: variable.shape[1], samplesPerPixel: 1, type: type,
      calibration: found.calibration,
      metadata: Acquisition().metadata(raw: ["shape": .list(variable.shape.map { .number(Double($0)) })]),
      calibrationNote: found.note, notes: notes)
  }

  func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    _ = try limits.byteCount(
      rows: info.rows, columns: info.columns, samplesPerPixel: 1,
      bytesPerSample: Double(info.type.byteCount), expansion: Self.largestExpansion, file: source.file)
    let stored = try samples(info.type, at: page * info.rows * info.columns, count: info.rows * info.columns)
    // Columns lie one after the other.
    let samples = stored.gathered(
      rows: info.rows, columns: info.columns, first: 0, rowStride: 1, columnStride: info.rows)
    return Page(info: info, raster: Raster(rows: info.rows, columns: info.columns, samples: samples))
  }

  /// Samples that one byte of the file can make: deflate makes 1032 bytes, and a byte may stand for a double.
  private static let largestExpansion = 1032.0 * 8

  private func samples(_ type: SampleType, at start: Int, count: Int) throws(ImageFileError) -> Samples {
    switch type {
    case .uint8: .uint8(try values(at: start, count: count))
    case .int8: .int8(try values(at: start, count: count))
    case .uint16: .uint16(try values(at: start, count: count))
    case .int16: .int16(try values(at: start, count: count))
    case .uint32: .uint32(try values(at: start, count: count))
    case .int32: .int32(try values(at: start, count: count))
    case .uint64: .uint64(try values(at: start, count: count))
    case .int64: .int64(try values(at: start, count: count))
    case .float32: .float32(try values(at: start, count: count))
    default: .float64(try values(at: start, count: count))
    }
  }

  private func values<T: BitwiseCopyable & ExpressibleByIntegerLiteral>(
    at start: Int, count: Int
  ) throws(ImageFileError) -> [T] {
    // The library may leave what it cannot find untouched.
    var values = [T](repeating: 0, count: count)
    let outcome = MATLibrary.exclusively {
      fringe_mat_read(source.path, name, Int32(start), Int32(count), MemoryLayout<T>.size, &values)
    }
    guard outcome == 0 else {
      throw ImageFileError(
        path: source.file.path, problem: .damaged("the values of \(name) cannot be read; is it truncated?"))
    }
    return values
  }
}
