import Glibc
import Imaging

extension AtomicFile {
  /// Appends numbers in their own type, little-endian.
  borrowing func write(_ samples: Samples) throws(ImageFileError) {
    switch samples {
    case .uint8(let values): try write(values)
    case .int8(let values): try write(values.span.bytes)
    case .uint16(let values): try write(Self.little(values).span.bytes)
    case .int16(let values): try write(Self.little(values).span.bytes)
    case .uint32(let values): try write(Self.little(values).span.bytes)
    case .int32(let values): try write(Self.little(values).span.bytes)
    case .uint64(let values): try write(Self.little(values).span.bytes)
    case .int64(let values): try write(Self.little(values).span.bytes)
    case .float16(let values):
      try ByteOrder.host == .littleEndian
        ? write(values.span.bytes) : write(Self.little(values.map(\.bitPattern)).span.bytes)
    case .float32(let values):
      try ByteOrder.host == .littleEndian
        ? write(values.span.bytes) : write(Self.little(values.map(\.bitPattern)).span.bytes)
    case .float64(let values):
      try ByteOrder.host == .littleEndian
        ? write(values.span.bytes) : write(Self.little(values.map(\.bitPattern)).span.bytes)
    }
  }

  private static func little<T: FixedWidthInteger>(_ values: [T]) -> [T] {
    ByteOrder.host == .littleEndian ? values : values.map(\.littleEndian)
  }

  /// Replaces bytes that have been written.
  borrowing func overwrite(_ bytes: [UInt8], at offset: Int) throws(ImageFileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
      }
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw ImageFileError(path: path, problem: .system(operation: "write", code: errno))
      }
    }
  }
}
