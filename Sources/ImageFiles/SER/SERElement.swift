/// The beginning of an element: its calibration, type and size. Its samples follow.
struct SERElement {
  let rows: Int
  let columns: Int
  let type: SampleType
  /// From one sample to the next along a row, and from row to row: m, 1/m or, in a spectrum, most often eV.
  let stepX: Double
  let stepY: Double
  /// Where the samples begin.
  let offset: Int

  init(_ header: SERHeader, _ index: Int, in file: InputFile) throws(ImageFileError) {
    let start = try header.offset(element: index)
    guard start > 0, start < file.size else {
      throw ImageFileError(
        path: file.path,
        problem: .damaged("element \(index + 1) is at byte \(start), but it ends at byte \(file.size)"))
    }
    var cursor = ByteCursor(file, at: start)
    // Along each axis: the value at some element, the step, and the number of that element.
    try cursor.skip(8)
    stepX = try cursor.double(.littleEndian)
    try cursor.skip(4)
    if header.kind == .images {
      try cursor.skip(8)
      stepY = try cursor.double(.littleEndian)
      try cursor.skip(4)
    } else {
      stepY = stepX
    }
    let code: Int16 = try cursor.integer(.littleEndian)
    guard let type = Self.types[code] else {
      let kind = code == 9 || code == 10 ? "complex numbers" : "numbers of type \(code)"
      throw ImageFileError(path: file.path, problem: .unsupported("it holds \(kind)"))
    }
    self.type = type
    columns = try cursor.count(Int32.self, .littleEndian, of: "the number of columns")
    rows = header.kind == .images ? try cursor.count(Int32.self, .littleEndian, of: "the number of rows") : 1
    offset = cursor.position
  }

  private static let types: [Int16: SampleType] = [
    1: .uint8, 2: .uint16, 3: .uint32, 4: .int8, 5: .int16, 6: .int32, 7: .float32, 8: .float64,
  ]
}
