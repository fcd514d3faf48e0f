/// The header of a NumPy file: type, order and shape of its array (NEP 1).
struct NPYHeader: Hashable {
  var type: SampleType
  /// Whether the values are truth values, a byte each.
  var isBoolean = false
  var order: ByteOrder
  /// Whether the first index runs fastest.
  var isFortran: Bool
  var shape: [Int]
  /// Where the values begin in the file.
  var dataOffset: Int

  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// Headers are one line of Python; this bounds what a damaged file can ask for.
  private static let longestHeader = 1 << 20

  /// Bytes from the beginning of a file to its values, as its first bytes claim; nil when they are no such file's.
  static func byteCount(_ head: [UInt8]) -> Int? {
    guard head.count >= 12, head.starts(with: magic), (1...3).contains(head[6]) else { return nil }
    let begin = head[6] == 1 ? 10 : 12
    let length = head[8..<begin].reversed().reduce(0) { $0 << 8 | Int($1) }
    return length <= longestHeader ? begin + length : nil
  }

  init(_ file: InputFile) throws(ImageFileError) {
    func damaged(_ reason: String) -> ImageFileError {
      ImageFileError(path: file.path, problem: .damaged(reason))
    }
    let head = try file.bytes(at: 0, count: 12)
    guard head.count >= 10, head.starts(with: Self.magic) else {
      throw damaged("its NumPy header is cut off")
    }
    guard (1...3).contains(head[6]) else {
      throw ImageFileError(path: file.path, problem: .unsupported("version \(head[6]) of the NumPy format"))
    }
    let begin = head[6] == 1 ? 10 : 12
    guard head.count >= begin else { throw damaged("its NumPy header is cut off") }
    let length = head[8..<begin].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.longestHeader else { throw damaged("its NumPy header claims \(length) bytes") }
    let bytes = try file.bytes(at: begin, count: length)
    guard bytes.count == length else { throw damaged("its NumPy header is cut off") }
    dataOffset = begin + length

    var parser = PythonLiteral(bytes)
    guard case .dictionary(let fields)? = parser.value() else {
      throw damaged("its NumPy header is no dictionary")
    }
    guard case .boolean(let isFortran)? = fields["fortran_order"] else {
      throw damaged("its NumPy header gives no fortran_order")
    }
    guard case .tuple(let shape)? = fields["shape"] else { throw damaged("its NumPy header gives no shape") }
    self.isFortran = isFortran
    self.shape = shape
    guard case .string(let name)? = fields["descr"] else {
      throw ImageFileError(
        path: file.path, problem: .unsupported("an array of records; save one field of it, as numbers"))
    }
    guard let (type, isBoolean) = Self.type(name.dropFirst()), let order = Self.order(name.first) else {
      throw ImageFileError(
        path: file.path,
        problem: .unsupported(
          "numbers of NumPy type \(name.oneLine(limit: 20)); save real integers or floats (array.astype(\"float32\"))"
        ))
    }
    (self.type, self.isBoolean, self.order) = (type, isBoolean, order)
  }

  private static func order(_ character: Character?) -> ByteOrder? {
    switch character {
    case "<", "|": .littleEndian
    case ">": .bigEndian
    case "=": .host
    default: nil
    }
  }

  private static func type(_ name: Substring) -> (SampleType, isBoolean: Bool)? {
    switch name {
    case "b1", "?": (.uint8, true)
    case "u1": (.uint8, false)
    case "u2": (.uint16, false)
    case "u4": (.uint32, false)
    case "u8": (.uint64, false)
    case "i1": (.int8, false)
    case "i2": (.int16, false)
    case "i4": (.int32, false)
    case "i8": (.int64, false)
    case "f2": (.float16, false)
    case "f4": (.float32, false)
    case "f8": (.float64, false)
    default: nil
    }
  }
}
