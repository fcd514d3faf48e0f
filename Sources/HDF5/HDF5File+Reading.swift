import CHDF5Bridge
import Imaging

extension HDF5File {
  /// Reads a block of a dataset: `count` elements along each axis from `start` on, the last axis running fastest.
  ///
  /// - Precondition: The block lies inside the dataset, and is small enough to be held in memory.
  public func read(
    _ dataset: HDF5Dataset, from start: [Int], count: [Int]
  ) throws(HDF5Error) -> Samples {
    precondition(start.count == dataset.shape.count && count.count == dataset.shape.count)
    precondition(
      dataset.shape.indices.allSatisfy {
        start[$0] >= 0 && count[$0] > 0 && count[$0] <= dataset.shape[$0] - start[$0]
      })
    if let obstacle = dataset.obstacle { throw .unsupported(obstacle) }
    guard case .number(let name) = dataset.element else { throw .unsupported("it holds no numbers") }
    let block = Block(start: start.map { hsize_t($0) }, count: count.map { hsize_t($0) })
    return try HDF5Library.exclusively { () throws(HDF5Error) -> Samples in
      switch name {
      case "uint8": .uint8(try read(dataset, block))
      case "int8": .int8(try read(dataset, block))
      case "uint16": .uint16(try read(dataset, block))
      case "int16": .int16(try read(dataset, block))
      case "uint32": .uint32(try read(dataset, block))
      case "int32": .int32(try read(dataset, block))
      case "uint64": .uint64(try read(dataset, block))
      case "int64": .int64(try read(dataset, block))
      // The library's own conversion: every half is a single, exactly.
      case "float16": .float16((try read(dataset, block) as [Float]).map { Float16($0) })
      case "float32": .float32(try read(dataset, block))
      default: .float64(try read(dataset, block))
      }
    }
  }

  /// The numbers of a small dataset; nil when it holds none, or more than `limit` of them.
  public func numbers(at path: String, limit: Int = 1 << 20) -> [Double]? {
    guard let dataset = dataset(at: path), case .number = dataset.element, dataset.obstacle == nil else {
      return nil
    }
    let count = dataset.shape.reduce(1.0) { $0 * Double($1) }
    guard count >= 1, count <= Double(limit), dataset.chunkByteCount <= 0x1p26 else { return nil }
    let block = Block(
      start: [hsize_t](repeating: 0, count: dataset.shape.count), count: dataset.shape.map { hsize_t($0) })
    return HDF5Library.exclusively { try? read(dataset, block) }
  }

  private struct Block {
    let start: [hsize_t]
    let count: [hsize_t]
    var elements: Int { count.reduce(1) { $0 * Int($1) } }
  }

  /// Reads a block as numbers of type `T`.
  private func read<T: BitwiseCopyable>(
    _ dataset: HDF5Dataset, _ block: Block
  ) throws(HDF5Error) -> [T] {
    let damage = HDF5Error.damaged("its data at \(dataset.path) cannot be read; is it truncated?")
    let object = try self.object(dataset.path)
    let space = try HDF5Handle(H5Dget_space(object.id), close: H5Sclose, otherwise: damage)
    var memory: hid_t = fringe_hdf5_all()
    if !block.start.isEmpty {
      guard H5Sselect_hyperslab(space.id, H5S_SELECT_SET, block.start, nil, block.count, nil) >= 0 else {
        throw damage
      }
      memory = H5Screate_simple(Int32(block.count.count), block.count, nil)
    }
    defer { if !block.start.isEmpty { H5Sclose(memory) } }
    let stored = try HDF5Handle(H5Dget_type(object.id), close: H5Tclose, otherwise: damage)
    // Enumerations and bit fields are not converted to numbers, but stand for their own bytes.
    let isNumber = [H5T_INTEGER, H5T_FLOAT].contains(H5Tget_class(stored.id))
    let native = isNumber ? -1 : H5Tget_native_type(stored.id, H5T_DIR_ASCEND)
    defer { if native >= 0 { H5Tclose(native) } }
    let type = isNumber ? Self.memoryType(T.self) : native
    guard type >= 0, H5Tget_size(type) == MemoryLayout<T>.size else { throw damage }
    var failed = false
    let values = [T](unsafeUninitializedCapacity: block.elements) { buffer, initialized in
      failed = H5Dread(object.id, type, memory, space.id, fringe_hdf5_default(), buffer.baseAddress) < 0
      initialized = failed ? 0 : block.elements
    }
    guard !failed else { throw damage }
    return values
  }

  static func memoryType<T>(_ type: T.Type) -> hid_t {
    switch type {
    case is Float.Type, is Double.Type: fringe_hdf5_float(MemoryLayout<T>.size)
    case is any SignedInteger.Type: fringe_hdf5_integer(MemoryLayout<T>.size, 1)
    default: fringe_hdf5_integer(MemoryLayout<T>.size, 0)
    }
  }
}
