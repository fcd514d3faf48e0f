/// A drawing with fewer digits.
package enum CompactDrawing {
  /// An SVG file whose paths (letters, mostly) have two decimals: a hundredth of a point is less than any screen or printer
  /// shows, and such digits are a tenth of a page of figures.
  package static func bytes(of drawing: [UInt8]) -> [UInt8] {
    let attribute = Array(" d=\"".utf8)
    var compact: [UInt8] = []
    compact.reserveCapacity(drawing.count)
    var isPath = false
    /// Of the number that is being copied; nil: before its point.
    var decimals: Int?
    for byte in drawing {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      decimals = byte == UInt8(ascii: ".") ? 0 : isDigit ? decimals.map { $0 + 1 } : nil
      if !isPath || decimals ?? 0 <= 2 { compact.append(byte) }
      if byte == UInt8(ascii: "\"") { isPath = !isPath && compact.suffix(4).elementsEqual(attribute) }
    }
    return compact
  }
}
