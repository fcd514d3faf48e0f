import CHDF5Bridge

extension HDF5File {
  /// Which part of a dataset is read, and how its chunks lie.
  struct Block {
    let start: [Int]
    let count: [Int]
    var elements: Int { count.reduce(1, *) }
  }

  /// Chunks of one block: what is beyond is a damaged file, which would take hours.
  private static let mostChunks = 1e6

  /// Reads a block of a dataset whose chunks are packed, chunk by chunk, into `output`.
  ///
  /// - Parameters:
  ///   - chunk: Elements of a chunk along each axis; a chunk fits in memory.
  ///   - stored: The type of the elements in the file.
  ///   - memory: That of `T`.
  /// - Returns: Whether all went well.
  func readChunks<T: BitwiseCopyable>(
    of dataset: hid_t, filters: HDF5Filters, chunk: [Int], block: Block, stored: hid_t, memory: hid_t,
    into output: UnsafeMutableBufferPointer<T>
  ) -> Bool {
    let storedSize = Int(H5Tget_size(stored))
    let elements = chunk.reduce(1, *)
    let first = zip(block.start, chunk).map { $0 / $1 }
    let last = block.start.indices.map { (block.start[$0] + block.count[$0] - 1) / chunk[$0] }
    let chunks = zip(first, last).reduce(1.0) { $0 * Double($1.1 - $1.0 + 1) }
    guard chunks <= Self.mostChunks else { return false }
    var place = first
    while true {
      let corner = zip(place, chunk).map { $0 * $1 }
      let offset = corner.map { hsize_t($0) }
      var (mask, address, byteCount): (UInt32, haddr_t, hsize_t) = (0, 0, 0)
      guard H5Dget_chunk_info_by_coord(dataset, offset, &mask, &address, &byteCount) >= 0 else {
        return false
      }
      let part = Part(corner: corner, chunk: chunk, block: block)
      if address == fringe_hdf5_undefined_address() {
        // Never written: the library fills it in, without looking into the file.
        guard fill(dataset, part, memory, into: output) else { return false }
      } else {
        guard let packedCount = Int(exactly: byteCount), packedCount <= source.byteCount else { return false }
        var packed = [UInt8](repeating: 0, count: packedCount)
        var readMask: UInt32 = 0
        guard H5Dread_chunk(dataset, fringe_hdf5_default(), offset, &readMask, &packed) >= 0,
          var bytes = filters.unpack(packed, mask: readMask, byteCount: elements * storedSize)
        else { return false }
        let size = max(storedSize, MemoryLayout<T>.size)
        bytes += [UInt8](repeating: 0, count: elements * size - bytes.count)
        guard H5Tconvert(stored, memory, elements, &bytes, nil, fringe_hdf5_default()) >= 0 else {
          return false
        }
        bytes.withUnsafeBytes { part.copy($0, into: output) }
      }
      // The next chunk, the last axis running fastest.
      var axis = place.count - 1
      while axis >= 0, place[axis] == last[axis] {
        place[axis] = first[axis]
        axis -= 1
      }
      guard axis >= 0 else { return true }
      place[axis] += 1
    }
  }

  /// Reads the part of a block that lies in a chunk that was never written.
  private func fill<T: BitwiseCopyable>(
    _ dataset: hid_t, _ part: Part, _ memory: hid_t, into output: UnsafeMutableBufferPointer<T>
  ) -> Bool {
    let file = H5Dget_space(dataset)
    let target = H5Screate_simple(Int32(part.block.count.count), part.block.count.map { hsize_t($0) }, nil)
    defer {
      H5Sclose(file)
      H5Sclose(target)
    }
    let count = part.count.map { hsize_t($0) }
    let inFile = part.start.map { hsize_t($0) }
    let inBlock = zip(part.start, part.block.start).map { hsize_t($0 - $1) }
    return H5Sselect_hyperslab(file, H5S_SELECT_SET, inFile, nil, count, nil) >= 0
      && H5Sselect_hyperslab(target, H5S_SELECT_SET, inBlock, nil, count, nil) >= 0
      && H5Dread(dataset, memory, target, file, fringe_hdf5_default(), output.baseAddress) >= 0
  }

  /// What a chunk and a block have in common.
  private struct Part {
    let corner: [Int]
    let chunk: [Int]
    let block: Block
    /// Where it begins in the dataset, and its extent.
    let start: [Int]
    let count: [Int]

    init(corner: [Int], chunk: [Int], block: Block) {
      (self.corner, self.chunk, self.block) = (corner, chunk, block)
      start = zip(corner, block.start).map { max($0, $1) }
      let starts = start
      count = corner.indices.map { axis in
        min(corner[axis] + chunk[axis], block.start[axis] + block.count[axis]) - starts[axis]
      }
    }

    /// Copies the part from the chunk to the block, line by line along the last axis.
    func copy<T: BitwiseCopyable>(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<T>)
    {
      let lastAxis = count.count - 1
      var index = [Int](repeating: 0, count: count.count)
      while true {
        var (from, to) = (0, 0)
        for axis in index.indices {
          from = from * chunk[axis] + start[axis] - corner[axis] + index[axis]
          to = to * block.count[axis] + start[axis] - block.start[axis] + index[axis]
        }
        for column in 0..<count[lastAxis] {
          output[to + column] = bytes.loadUnaligned(
            fromByteOffset: (from + column) * MemoryLayout<T>.size, as: T.self)
        }
        var axis = lastAxis - 1
        while axis >= 0, index[axis] == count[axis] - 1 {
          index[axis] = 0
          axis -= 1
        }
        guard axis >= 0 else { return }
        index[axis] += 1
      }
    }
  }
}
