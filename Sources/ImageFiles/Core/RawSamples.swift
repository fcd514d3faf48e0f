import Imaging

/// The order in which a file stores the bytes of a number.
enum ByteOrder {
  case littleEndian, bigEndian

  static var host: ByteOrder { 1.littleEndian == 1 ? .littleEndian : .bigEndian }
}

extension InputFile {
  /// Reads `count` numbers of `type` that lie one after the other from `offset` on.
  ///
  /// - Throws: `damaged` when the file ends before.
  func samples(
    _ type: SampleType, at offset: Int, count: Int, order: ByteOrder
  ) throws(ImageFileError) -> Samples {
    switch type {
    case .uint8: .uint8(try integers(at: offset, count: count, order: order))
    case .int8: .int8(try integers(at: offset, count: count, order: order))
    case .uint16: .uint16(try integers(at: offset, count: count, order: order))
    case .int16: .int16(try integers(at: offset, count: count, order: order))
    case .uint32: .uint32(try integers(at: offset, count: count, order: order))
    case .int32: .int32(try integers(at: offset, count: count, order: order))
    case .uint64: .uint64(try integers(at: offset, count: count, order: order))
    case .int64: .int64(try integers(at: offset, count: count, order: order))
    case .float16: .float16(try numbers(at: offset, count: count, order: order, bits: UInt16.self))
    case .float32: .float32(try numbers(at: offset, count: count, order: order, bits: UInt32.self))
    case .float64: .float64(try numbers(at: offset, count: count, order: order, bits: UInt64.self))
    }
  }

  private func integers<T: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, count: Int, order: ByteOrder
  ) throws(ImageFileError) -> [T] {
    try numbers(at: offset, count: count, order: order, bits: T.self)
  }

  /// Reads numbers of type `T`, exchanging bytes as integers of type `Bits`, which is as wide.
  private func numbers<T: BitwiseCopyable, Bits: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, count: Int, order: ByteOrder, bits: Bits.Type
  ) throws(ImageFileError) -> [T] {
    let byteCount = count * MemoryLayout<T>.size
    guard offset >= 0, offset <= size, byteCount <= size - offset else {
      throw ImageFileError(
        path: path,
        problem: .damaged("\(byteCount) bytes of samples from byte \(offset) on, but it ends at byte \(size)")
      )
    }
    var failure: ImageFileError?
    let values = [T](unsafeUninitializedCapacity: count) { buffer, initialized in
      let raw = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: byteCount)
      do throws(ImageFileError) {
        guard try read(at: offset, into: raw) == byteCount else {
          throw ImageFileError(path: path, problem: .damaged("it has become shorter while it was read"))
        }
        initialized = count
      } catch { failure = error }
      if initialized > 0, order != .host, MemoryLayout<Bits>.size > 1 {
        raw.withMemoryRebound(to: Bits.self) { bits in
          for index in bits.indices { bits[index] = bits[index].byteSwapped }
        }
      }
    }
    if let failure { throw failure }
    return values
  }
}
