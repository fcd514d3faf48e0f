import HDF5
import Imaging

/// The pages of one signal in an HDF5 file, read as they are asked for.
final class HDF5ImageDataset: ImageDataset {
  let name: String
  let pageCount: Int
  var interval: Double? { signal.interval }

  private let signal: HDF5Signal
  private let file: InputFile
  private let hdf5: HDF5File
  private let limits: ReadLimits
  /// What the user should know of the whole file.
  private let note: String?

  init(
    name: String, signal: HDF5Signal, file: InputFile, hdf5: HDF5File, limits: ReadLimits, note: String?
  ) {
    self.name = name
    self.signal = signal
    self.file = file
    self.hdf5 = hdf5
    self.limits = limits
    self.note = note
    pageCount = signal.pageCount ?? 0
  }

  func info(page: Int) throws(ImageFileError) -> PageInfo {
    guard (0..<pageCount).contains(page) else {
      throw ImageFileError(path: file.path, problem: .noSuchPage(page, pages: pageCount))
    }
    guard case .number(let typeName) = signal.dataset.element, let type = SampleType(rawValue: typeName)
    else {
      throw ImageFileError(path: file.path, problem: .unsupported("\(name) holds no numbers"))
    }
    let facts = signal.facts(page)
    return PageInfo(
      rows: signal.rows, columns: signal.columns, samplesPerPixel: 1, type: type,
      calibration: facts.calibration, metadata: facts.metadata, calibrationNote: facts.calibrationNote,
      notes: signal.notes + [note].compactMap(\.self))
  }

  func read(page: Int) throws(ImageFileError) -> Page {
    let info = try info(page: page)
    try checkSize(info)
    var start = [Int](repeating: 0, count: signal.dataset.shape.count)
    var count = [Int](repeating: 1, count: start.count)
    (count[signal.rowAxis], count[signal.columnAxis]) = (info.rows, info.columns)
    var rest = page
    for axis in signal.pageAxes.reversed() {
      start[axis] = rest % signal.dataset.shape[axis]
      rest /= signal.dataset.shape[axis]
    }
    var samples: Samples
    do throws(HDF5Error) {
      samples = try hdf5.read(signal.dataset, from: start, count: count)
    } catch { throw ImageFileError(path: file.path, error) }
    if signal.columnAxis < signal.rowAxis {
      samples = samples.gathered(
        rows: info.rows, columns: info.columns, first: 0, rowStride: 1, columnStride: info.rows)
    }
    return Page(info: info, raster: Raster(rows: info.rows, columns: info.columns, samples: samples))
  }

  /// Refuses a page, or a chunk that has to be unpacked for it, that memory should not hold or the file cannot fill.
  private func checkSize(_ info: PageInfo) throws(ImageFileError) {
    let dataset = signal.dataset
    let byteCount = try limits.byteCount(
      rows: info.rows, columns: info.columns, samplesPerPixel: 1,
      bytesPerSample: Double(info.type.byteCount), expansion: nil, file: file)
    guard dataset.chunkByteCount <= Double(limits.maximumByteCount) else {
      throw ImageFileError(
        path: file.path,
        problem: .tooLarge(
          claimed: "chunks of \(dataset.chunkByteCount) bytes", limit: limits.maximumByteCount)
      )
    }
    // Chunks that were never written are filled in, as far as that is modest.
    let expansion = dataset.isPacked ? HDF5Signal.largestExpansion : 1
    let held = Double(dataset.storageByteCount) * expansion + HDF5Signal.unwrittenByteCount
    guard Double(byteCount) <= held, dataset.storageByteCount <= file.size else {
      throw ImageFileError(
        path: file.path,
        problem: .damaged(
          "\(name) claims \(info.rows)×\(info.columns) pixels, but holds \(dataset.storageByteCount) bytes; is it truncated?"
        ))
    }
  }
}

extension HDF5Signal {
  /// Bytes that one byte of the deflate format can make, at most.
  static let largestExpansion = 1032.0
  /// Bytes of a page that need not be in the file.
  static let unwrittenByteCount = 67_108_864.0
}
