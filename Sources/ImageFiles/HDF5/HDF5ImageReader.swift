import HDF5
import Imaging

/// Reads images in HDF5 files: Velox and Berkeley EMD, HyperSpy, MATLAB 7.3, and numeric datasets of any other file.
///
/// Who wrote a file is found in what it holds. See the SPECIFICATION.md beside each layout.
public final class HDF5ImageReader: ImageReader {
  public static let format = "HDF5"

  /// The signature stands at the beginning, or after a block of the user's at 512, 1024, 2048 … bytes.
  public static func recognises(_ head: FileHead) -> Bool {
    let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    return [0, 512, 1024, 2048].contains { head.bytes.dropFirst($0).starts(with: signature) }
  }

  public let format: String
  public let datasets: [any ImageDataset]

  /// The file, for what it holds beside images.
  package let hdf5: HDF5File

  /// Who lays out a file how; the first that finds its own marks reads it.
  private static var layouts: [any HDF5Layout.Type] {
    [VeloxLayout.self, HyperSpyLayout.self, MATLAB73Layout.self, BerkeleyLayout.self, PlainLayout.self]
  }

  public init(_ file: InputFile, limits: ReadLimits) throws(ImageFileError) {
    let hdf5: HDF5File
    do throws(HDF5Error) { hdf5 = try HDF5File(file) } catch { throw ImageFileError(path: file.path, error) }
    self.hdf5 = hdf5
    for layout in Self.layouts {
      guard let catalog = layout.catalog(of: hdf5) else { continue }
      guard !catalog.signals.isEmpty else {
        throw ImageFileError(path: file.path, problem: .unsupported(catalog.explanation))
      }
      format = catalog.format
      let note = catalog.note
      let names = Self.distinct(catalog.signals.map(\.name))
      datasets = zip(names, catalog.signals).map { name, signal in
        HDF5ImageDataset(
          name: name, signal: signal, file: file, hdf5: hdf5, limits: limits, note: note)
      }
      return
    }
    throw ImageFileError(
      path: file.path, problem: .unsupported("no dataset of numbers with two axes or more"))
  }

  /// The names, those that come again with a number.
  private static func distinct(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var (candidate, number) = (name, 2)
      while !taken.insert(candidate).inserted {
        candidate = "\(name) \(number)"
        number += 1
      }
      return candidate
    }
  }
}

extension InputFile: HDF5Source {
  public var byteCount: Int { size }

  public func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) -> Bool {
    let count = try? read(at: offset, into: buffer)
    return count == buffer.count
  }
}

extension ImageFileError {
  init(path: String, _ error: HDF5Error) {
    let problem: Problem =
      switch error {
      case .damaged(let reason): .damaged(reason)
      case .unsupported(let reason): .unsupported(reason)
      case .unwritable(let reason): .unwritable(reason)
      }
    self.init(path: path, problem: problem)
  }
}
