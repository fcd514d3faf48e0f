import CMATIOBridge

/// A variable of a MATLAB file, or a field of a structure: `"a.b"`.
struct MATVariable {
  let name: String
  let shape: [Int]
  let type: SampleType?
  /// Why it is no image that is read; nil when it is one.
  let obstacle: String?

  /// Classes of values, as the specification of the format numbers them.
  private static let types: [Int32: SampleType] = [
    6: .float64, 7: .float32, 8: .int8, 9: .uint8, 10: .int16, 11: .uint16, 12: .int32, 13: .uint32,
    14: .int64, 15: .uint64,
  ]
  private static let others: [Int32: String] = [
    1: "a cell array", 2: "a structure", 3: "an object", 4: "text", 5: "a sparse matrix", 16: "a function",
    17: "an object",
  ]

  init?(_ variable: FringeMATVariable) {
    guard let bytes = variable.name, let name = String(validatingCString: bytes) else { return nil }
    self.name = name
    let extents = withUnsafeBytes(of: variable.shape) { Array($0.bindMemory(to: UInt64.self)) }
    let shape = extents.prefix(Int(max(0, variable.rank))).compactMap { Int(exactly: $0) }
    self.shape = shape
    type = Self.types[variable.class_type]
    if type == nil {
      obstacle = Self.others[variable.class_type] ?? "of an unknown class"
    } else if variable.is_complex != 0 {
      obstacle = "complex numbers"
    } else if shape.count < 2 {
      obstacle = "more than \(FRINGE_MAT_RANK) axes"
    } else if shape.contains(0) {
      obstacle = "empty"
    } else {
      // The library counts elements in 32 bits.
      let count = shape.reduce(1.0) { $0 * Double($1) }
      obstacle = count > Double(Int32.max) ? "more than \(Int32.max) elements" : nil
    }
  }
}
