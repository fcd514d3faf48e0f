/// Reads the small part of Python's literals that a NumPy header is made of.
struct PythonLiteral {
  enum Value: Hashable {
    case string(String)
    case boolean(Bool)
    case integer(Int)
    /// Whole numbers in parentheses.
    case tuple([Int])
    /// Text as keys, and no dictionary in it.
    case dictionary([String: Value])
    /// Something in brackets, as in the type of a record.
    case list
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next value; nil where the text is none of those above.
  mutating func value() -> Value? {
    guard let first = next() else { return nil }
    switch first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "T"): return word("True") ? .boolean(true) : nil
    case UInt8(ascii: "F"): return word("False") ? .boolean(false) : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return integer().map { .integer($0) }
    case UInt8(ascii: "("): return tuple().map { .tuple($0) }
    case UInt8(ascii: "{"): return dictionary().map { .dictionary($0) }
    case UInt8(ascii: "["): return skipList() ? .list : nil
    default: return nil
    }
  }

  /// The next byte that is no white space; it is not consumed.
  private mutating func next() -> UInt8? {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func string() -> String? {
    let quote = bytes[position]
    guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { return nil }
    defer { position = end + 1 }
    return String(validating: bytes[(position + 1)..<end], as: UTF8.self)
  }

  private mutating func integer() -> Int? {
    let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
    position = digits.endIndex
    // Python 2 wrote large numbers with an L.
    if position < bytes.count, bytes[position] == UInt8(ascii: "L") { position += 1 }
    return String(validating: digits, as: UTF8.self).flatMap { Int($0) }
  }

  private mutating func tuple() -> [Int]? {
    var items: [Int] = []
    guard take("(") else { return nil }
    while !take(")") {
      guard let digit = next(), (0x30...0x39).contains(digit), let item = integer() else { return nil }
      items.append(item)
      guard take(",") || next() == UInt8(ascii: ")") else { return nil }
    }
    return items
  }

  private mutating func dictionary() -> [String: Value]? {
    var fields: [String: Value] = [:]
    guard take("{") else { return nil }
    while !take("}") {
      guard let quote = next(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""), let key = string(),
        take(":"), next() != UInt8(ascii: "{"), let item = value()
      else { return nil }
      fields[key] = item
      guard take(",") || next() == UInt8(ascii: "}") else { return nil }
    }
    return fields
  }

  /// Passes over brackets and what is in them.
  private mutating func skipList() -> Bool {
    var depth = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "[") { depth += 1 }
      if bytes[position] == UInt8(ascii: "]") { depth -= 1 }
      position += 1
      if depth == 0 { return true }
    }
    return false
  }
}
