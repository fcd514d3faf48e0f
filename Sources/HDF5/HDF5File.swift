import CHDF5Bridge

/// A file as a function of position.
public protocol HDF5Source: AnyObject, Sendable {
  var byteCount: Int { get }

  /// Fills `buffer` with the bytes from `offset` on; false when they are not all there.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) -> Bool
}

/// An HDF5 file open for reading.
///
/// Objects are named by path from the root: `"/Data/Image"`. Files are untrusted: before a file is opened, a child
/// process tries all that may be asked of it, and a file that makes libhdf5 crash there is refused as damaged. Links
/// to other files are not followed, data in other files and filters from outside of the library are refused.
public final class HDF5File: Sendable {
  let id: hid_t
  /// Outlives the file, which reads through it.
  private let stream: Stream

  /// What the trial of a file may use: processor time, and memory beyond that of this process.
  private static let trialSeconds: UInt32 = 2
  private static let trialBytes: UInt64 = 256 << 20

  public init(_ source: any HDF5Source) throws(HDF5Error) {
    try HDF5Library.check()
    let stream = Stream(source)
    id = try HDF5Library.exclusively { () throws(HDF5Error) -> hid_t in
      switch fringe_hdf5_try(stream.pointer, Self.trialSeconds, Self.trialBytes) {
      case Int32(FRINGE_TRIAL_PASSED): break
      case Int32(FRINGE_TRIAL_FAILED):
        throw .damaged("its structure would make the HDF5 library fail")
      default: throw .unsupported("this system allows no child process to try the file in")
      }
      let id = fringe_hdf5_open(stream.pointer)
      guard id >= 0 else { throw .damaged("it is no whole HDF5 file") }
      return id
    }
    self.stream = stream
  }

  deinit { _ = HDF5Library.exclusively { H5Fclose(id) } }

  /// What the file is read from.
  var source: any HDF5Source { stream.source }

  /// Opens the object at a path, or nil; within ``HDF5Library/exclusively(_:)``.
  func object(_ path: String) throws(HDF5Error) -> HDF5Handle {
    try HDF5Handle(
      H5Oopen(id, path.isEmpty ? "/" : path, fringe_hdf5_default()), close: H5Oclose,
      otherwise: .damaged("there is no object \(path)"))
  }
}

/// A source in the form in which C calls it.
private final class Stream: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<FringeHDF5Source>
  let source: any HDF5Source

  init(_ source: any HDF5Source) {
    self.source = source
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: FringeHDF5Source())
    pointer.pointee.size = UInt64(max(0, source.byteCount))
    pointer.pointee.context = Unmanaged.passUnretained(self).toOpaque()
    pointer.pointee.read = { context, offset, buffer, count in
      guard let context else { return -1 }
      let stream = Unmanaged<Stream>.fromOpaque(context).takeUnretainedValue()
      let target = UnsafeMutableRawBufferPointer(start: buffer, count: count)
      guard let offset = Int(exactly: offset), stream.source.fill(target, from: offset) else { return -1 }
      return count
    }
  }

  deinit { pointer.deallocate() }
}
