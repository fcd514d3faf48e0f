/// What the bytes of a data tag are, as its type description says.
indirect enum DMType {
  case number(DMNumber)
  /// A text of one byte a character.
  case text(byteCount: Int)
  case structure([DMType])
  case array(DMType, count: Int)

  /// Bytes that a value takes; nil when no file can hold it.
  var byteCount: Int? {
    switch self {
    case .number(let number): return number.byteCount
    case .text(let byteCount): return byteCount
    case .structure(let fields):
      return fields.reduce(Optional(0)) { sum, field in
        guard let sum, let size = field.byteCount, case let (total, false) = sum.addingReportingOverflow(size)
        else { return nil }
        return total
      }
    case .array(let element, let count):
      guard let size = element.byteCount else { return nil }
      let (total, isOver) = size.multipliedReportingOverflow(by: count)
      return isOver ? nil : total
    }
  }

  /// The type that a description, a list of integers, begins with; nil when it is not known or goes on after it.
  ///
  /// A number is its own code; a structure is 15, 0, the number of fields and for each 0 and its type; a text 18 and its
  /// length; an array 20, the type of its elements and their number.
  init?(description: [UInt64]) {
    var rest = description[...]
    guard let type = Self.parse(&rest, depth: 0), rest.isEmpty else { return nil }
    self = type
  }

  private static func parse(_ rest: inout ArraySlice<UInt64>, depth: Int) -> DMType? {
    guard depth < 8, let code = rest.popFirst() else { return nil }
    switch code {
    case 15:
      guard rest.popFirst() != nil, let count = rest.popFirst(), count <= rest.count else { return nil }
      var fields: [DMType] = []
      for _ in 0..<count {
        guard rest.popFirst() != nil, let field = parse(&rest, depth: depth + 1) else { return nil }
        fields.append(field)
      }
      return .structure(fields)
    case 18:
      return rest.popFirst().flatMap { Int(exactly: $0) }.map { .text(byteCount: $0) }
    case 20:
      guard let element = parse(&rest, depth: depth + 1),
        let count = rest.popFirst().flatMap({ Int(exactly: $0) })
      else { return nil }
      return .array(element, count: count)
    default:
      return DMNumber(rawValue: code).map { .number($0) }
    }
  }
}

/// The types of numbers in tags, by their codes.
enum DMNumber: UInt64 {
  case int16 = 2, int32, uint16, uint32, float32, float64, boolean, int8, uint8, int64, uint64

  var byteCount: Int {
    switch self {
    case .boolean, .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }
}
