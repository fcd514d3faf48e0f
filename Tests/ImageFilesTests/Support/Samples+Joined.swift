import Imaging

extension Samples {
  /// Samples one after the other; nil when they are not all of one type.
  static func joined(_ parts: [Samples]) -> Samples? {
    guard var whole = parts.first else { return nil }
    for part in parts.dropFirst() {
      switch (whole, part) {
      case (.uint8(let a), .uint8(let b)): whole = .uint8(a + b)
      case (.int8(let a), .int8(let b)): whole = .int8(a + b)
      case (.uint16(let a), .uint16(let b)): whole = .uint16(a + b)
      case (.int16(let a), .int16(let b)): whole = .int16(a + b)
      case (.uint32(let a), .uint32(let b)): whole = .uint32(a + b)
      case (.int32(let a), .int32(let b)): whole = .int32(a + b)
      case (.uint64(let a), .uint64(let b)): whole = .uint64(a + b)
      case (.int64(let a), .int64(let b)): whole = .int64(a + b)
      case (.float32(let a), .float32(let b)): whole = .float32(a + b)
      case (.float64(let a), .float64(let b)): whole = .float64(a + b)
      default: return nil
      }
    }
    return whole
  }
}
