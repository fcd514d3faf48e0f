import CHDF5Bridge
import Imaging

/// An HDF5 file that is being written: the same calls give the same bytes, there are no dates in it.
///
/// Readers of version 1.8 and later of the library understand it.
public final class HDF5FileWriter {
  /// A value that an attribute can have.
  public enum Value: Hashable, Sendable {
    case text(String)
    case texts([String])
    case integer(Int)
    case number(Double)
    case numbers([Double])
    /// As h5py writes it.
    case boolean(Bool)
  }

  private var id: hid_t = -1

  /// Begins a file; one that is at the path is emptied.
  public init(path: String) throws(HDF5Error) {
    try HDF5Library.check()
    id = try HDF5Library.exclusively { () throws(HDF5Error) -> hid_t in
      let access = H5Pcreate(fringe_hdf5_file_access())
      let creation = H5Pcreate(fringe_hdf5_file_creation())
      defer {
        H5Pclose(access)
        H5Pclose(creation)
      }
      let id =
        H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18) >= 0
          && H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0
          && H5Pset_obj_track_times(creation, false) >= 0
        ? H5Fcreate(path, fringe_hdf5_truncate(), creation, access) : -1
      guard id >= 0 else { throw .unwritable("cannot begin the file") }
      return id
    }
  }

  deinit { if id >= 0 { _ = HDF5Library.exclusively { H5Fclose(id) } } }

  /// Brings all to the file. Nothing can be written afterwards.
  public func close() throws(HDF5Error) {
    let closing = id
    id = -1
    let (isFlushed, isClosed) = HDF5Library.exclusively {
      // Closed in any case.
      (H5Fflush(closing, H5F_SCOPE_GLOBAL) >= 0, H5Fclose(closing) >= 0)
    }
    guard isFlushed, isClosed else { throw Self.failure }
  }

  static let failure = HDF5Error.unwritable("cannot write; the disk may be full")

  /// Makes a group; those above it must be there.
  public func makeGroup(_ path: String) throws(HDF5Error) {
    try HDF5Library.exclusively { () throws(HDF5Error) in
      let creation = H5Pcreate(fringe_hdf5_group_creation())
      defer { H5Pclose(creation) }
      guard H5Pset_obj_track_times(creation, false) >= 0 else { throw Self.failure }
      let group = H5Gcreate2(id, path, fringe_hdf5_default(), creation, fringe_hdf5_default())
      guard group >= 0, H5Gclose(group) >= 0 else { throw Self.failure }
    }
  }

  /// Writes an array of rows × columns that comes in bands of whole rows, from the top on: memory is that of one.
  ///
  /// - Precondition: The bands make up all rows, and the group above `path` is there.
  public func write(
    _ bands: some Sequence<Samples>, rows: Int, columns: Int, to path: String
  ) throws(HDF5Error) {
    var row = 0
    for samples in bands {
      let count = samples.count / columns
      precondition(samples.count == count * columns && row + count <= rows)
      try HDF5Library.exclusively { () throws(HDF5Error) in
        let space = try Self.simpleSpace([rows, columns])
        let dataset =
          try row == 0 ? makeDataset(path, of: samples, in: space.id, chunk: nil) : openDataset(path)
        try Self.write(samples, to: dataset.id, at: [row, 0], count: [count, columns])
      }
      row += count
    }
    precondition(row == rows)
  }

  /// Appends a page to a stack of rows × columns, which begins with the first one.
  public func append(
    _ samples: Samples, rows: Int, columns: Int, page: Int, to path: String
  ) throws(HDF5Error) {
    precondition(samples.count == rows * columns)
    try HDF5Library.exclusively { () throws(HDF5Error) in
      let extent = [hsize_t(page + 1), hsize_t(rows), hsize_t(columns)]
      let chunk = [1, hsize_t(rows), hsize_t(columns)]
      let dataset: HDF5Handle
      if page == 0 {
        let largest = [fringe_hdf5_unlimited(), hsize_t(rows), hsize_t(columns)]
        let space = try HDF5Handle(
          H5Screate_simple(3, extent, largest), close: H5Sclose, otherwise: Self.failure)
        dataset = try makeDataset(path, of: samples, in: space.id, chunk: chunk)
      } else {
        dataset = try openDataset(path)
        guard H5Dset_extent(dataset.id, extent) >= 0 else { throw Self.failure }
      }
      try Self.write(samples, to: dataset.id, at: [page, 0, 0], count: [1, rows, columns])
    }
  }

  private func openDataset(_ path: String) throws(HDF5Error) -> HDF5Handle {
    try HDF5Handle(H5Dopen2(id, path, fringe_hdf5_default()), close: H5Dclose, otherwise: Self.failure)
  }

  private static func simpleSpace(_ shape: [Int]) throws(HDF5Error) -> HDF5Handle {
    let id = H5Screate_simple(Int32(shape.count), shape.map { hsize_t($0) }, nil)
    return try HDF5Handle(id, close: H5Sclose, otherwise: Self.failure)
  }

  private func makeDataset(
    _ path: String, of samples: Samples, in space: hid_t, chunk: [hsize_t]?
  ) throws(HDF5Error) -> HDF5Handle {
    let creation = try HDF5Handle(
      H5Pcreate(fringe_hdf5_dataset_creation()), close: H5Pclose, otherwise: Self.failure)
    guard H5Pset_obj_track_times(creation.id, false) >= 0,
      chunk.map({ H5Pset_chunk(creation.id, Int32($0.count), $0) >= 0 }) ?? true
    else { throw Self.failure }
    let dataset = H5Dcreate2(
      id, path, samples.storedType, space, fringe_hdf5_default(), creation.id, fringe_hdf5_default())
    return try HDF5Handle(dataset, close: H5Dclose, otherwise: Self.failure)
  }

  /// No call into the system writes much more: until it comes back the process cannot end.
  private static let samplesInPiece = 1 << 18

  /// Writes a block of a dataset, some rows at a time.
  private static func write(
    _ samples: Samples, to dataset: hid_t, at start: [Int], count: [Int]
  ) throws(HDF5Error) {
    if case .float16(let values) = samples {
      return try write(.float32(values.map { Float($0) }), to: dataset, at: start, count: count)
    }
    let file = try HDF5Handle(H5Dget_space(dataset), close: H5Sclose, otherwise: failure)
    let memory = try simpleSpace(count)
    let (rows, columns) = (count[count.count - 2], count[count.count - 1])
    let most = max(1, samplesInPiece / max(1, columns))
    for first in stride(from: 0, to: rows, by: most) {
      var (from, piece) = ([Int](repeating: 0, count: count.count), count)
      from[count.count - 2] = first
      piece[count.count - 2] = min(most, rows - first)
      guard select(piece, at: from, of: memory.id), select(piece, at: zip(start, from).map(+), of: file.id),
        write(samples, to: dataset, memory: memory.id, file: file.id)
      else { throw failure }
    }
  }

  private static func select(_ count: [Int], at start: [Int], of space: hid_t) -> Bool {
    H5Sselect_hyperslab(
      space, H5S_SELECT_SET, start.map { hsize_t($0) }, nil, count.map { hsize_t($0) }, nil) >= 0
  }

  private static func write(_ samples: Samples, to dataset: hid_t, memory: hid_t, file: hid_t) -> Bool {
    func write<T: BitwiseCopyable>(_ values: [T]) -> Bool {
      let type = HDF5File.memoryType(T.self)
      return values.withUnsafeBytes { bytes in
        H5Dwrite(dataset, type, memory, file, fringe_hdf5_default(), bytes.baseAddress) >= 0
      }
    }
    return switch samples {
    case .uint8(let values): write(values)
    case .int8(let values): write(values)
    case .uint16(let values): write(values)
    case .int16(let values): write(values)
    case .uint32(let values): write(values)
    case .int32(let values): write(values)
    case .uint64(let values): write(values)
    case .int64(let values): write(values)
    // They have become float32 by now.
    case .float16: false
    case .float32(let values): write(values)
    case .float64(let values): write(values)
    }
  }

  /// Sets an attribute of an object that is there.
  public func set(_ name: String, to value: Value, of path: String) throws(HDF5Error) {
    try HDF5Library.exclusively { () throws(HDF5Error) in
      let object = try HDF5Handle(
        H5Oopen(id, path, fringe_hdf5_default()), close: H5Oclose, otherwise: Self.failure)
      guard value.write(to: object.id, name: name) else { throw Self.failure }
    }
  }
}

extension Samples {
  /// The type in which they are stored; halves as singles.
  fileprivate var storedType: hid_t {
    switch self {
    case .uint8: fringe_hdf5_stored_integer(1, 0)
    case .int8: fringe_hdf5_stored_integer(1, 1)
    case .uint16: fringe_hdf5_stored_integer(2, 0)
    case .int16: fringe_hdf5_stored_integer(2, 1)
    case .uint32: fringe_hdf5_stored_integer(4, 0)
    case .int32: fringe_hdf5_stored_integer(4, 1)
    case .uint64: fringe_hdf5_stored_integer(8, 0)
    case .int64: fringe_hdf5_stored_integer(8, 1)
    case .float16, .float32: fringe_hdf5_stored_float(4)
    case .float64: fringe_hdf5_stored_float(8)
    }
  }
}
