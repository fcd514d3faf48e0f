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
    let block = Block(start: start, count: count)
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
    let block = Block(start: dataset.shape.map { _ in 0 }, count: dataset.shape)
    return HDF5Library.exclusively { try? read(dataset, block) }
  }

  /// Reads a block as numbers of type `T`.
  private func read<T: BitwiseCopyable>(
    _ dataset: HDF5Dataset, _ block: Block
  ) throws(HDF5Error) -> [T] {
    let damage = HDF5Error.damaged("its data at \(dataset.path) cannot be read; is it truncated?")
    let object = try self.object(dataset.path)
    let stored = try HDF5Handle(H5Dget_type(object.id), close: H5Tclose, otherwise: damage)
    // Enumerations and bit fields are not converted to numbers, but stand for their own bytes.
    let isNumber = [H5T_INTEGER, H5T_FLOAT].contains(H5Tget_class(stored.id))
    let native = isNumber ? -1 : H5Tget_native_type(stored.id, H5T_DIR_ASCEND)
    defer { if native >= 0 { H5Tclose(native) } }
    let memory = isNumber ? Self.memoryType(T.self) : native
    guard memory >= 0, H5Tget_size(memory) == MemoryLayout<T>.size else { throw damage }
    let creation = try HDF5Handle(H5Dget_create_plist(object.id), close: H5Pclose, otherwise: damage)
    var failed = false
    let values = [T](unsafeUninitializedCapacity: block.elements) { buffer, initialized in
      let output = UnsafeMutableBufferPointer(rebasing: buffer[..<block.elements])
      if dataset.isPacked {
        failed = !readChunks(
          of: object.id, filters: HDF5Filters(creation.id), chunk: Self.chunk(creation.id), block: block,
          stored: stored.id, memory: memory, into: output)
      } else {
        failed = !readPlain(object.id, block, memory, into: output)
      }
      initialized = failed ? 0 : block.elements
    }
    guard !failed else { throw damage }
    return values
  }

  /// Reads a block of a dataset whose data lie in the file as they are.
  private func readPlain<T: BitwiseCopyable>(
    _ dataset: hid_t, _ block: Block, _ memory: hid_t, into output: UnsafeMutableBufferPointer<T>
  ) -> Bool {
    if block.start.isEmpty {
      let all = fringe_hdf5_all()
      return H5Dread(dataset, memory, all, all, fringe_hdf5_default(), output.baseAddress) >= 0
    }
    let count = block.count.map { hsize_t($0) }
    let file = H5Dget_space(dataset)
    let target = H5Screate_simple(Int32(count.count), count, nil)
    defer {
      H5Sclose(file)
      H5Sclose(target)
    }
    return H5Sselect_hyperslab(file, H5S_SELECT_SET, block.start.map { hsize_t($0) }, nil, count, nil) >= 0
      && H5Dread(dataset, memory, target, file, fringe_hdf5_default(), output.baseAddress) >= 0
  }

  /// Elements of a chunk along each axis.
  static func chunk(_ creation: hid_t) -> [Int] {
    var extents = [hsize_t](repeating: 0, count: Int(H5S_MAX_RANK))
    let rank = H5Pget_chunk(creation, H5S_MAX_RANK, &extents)
    return extents.prefix(Int(max(0, rank))).map { Int(clamping: $0) }
  }

  static func memoryType<T>(_ type: T.Type) -> hid_t {
    switch type {
    case is Float.Type, is Double.Type: fringe_hdf5_float(MemoryLayout<T>.size)
    case is any SignedInteger.Type: fringe_hdf5_integer(MemoryLayout<T>.size, 1)
    default: fringe_hdf5_integer(MemoryLayout<T>.size, 0)
    }
  }
}
