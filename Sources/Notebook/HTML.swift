/// Text as HTML that is XML, too.
public enum HTML {
  /// The text with what means something in HTML escaped; control characters, which XML has none of, are replaced.
  public static func text(_ text: some StringProtocol) -> String {
    var html = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      default: html.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return html
  }

  /// Bytes of UTF-8; others are replaced. The end of a line may be that of Windows.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    text(String(decoding: bytes.filter { $0 != 0x0D }, as: UTF8.self))
  }

  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  /// A file as an address that holds it.
  ///
  /// A drawing is mostly text already, of which base 64 would make a third more.
  public static func address(of bytes: [UInt8], type: String) -> String {
    type == "image/svg+xml" ? "data:\(type),\(percentEncoded(bytes))" : "data:\(type);base64,\(base64(bytes))"
  }

  /// Bytes of text, with what means something in an address or in an attribute as `%` and two digits. Quotation marks become
  /// apostrophes where there are no others.
  static func percentEncoded(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 4)
    let hasApostrophes = bytes.contains(UInt8(ascii: "'"))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\"") where !hasApostrophes: text.append(UInt8(ascii: "'"))
      case UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: "\""),
        UInt8(ascii: "&"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
        UInt8(ascii: "|"),
        UInt8(ascii: "}"), 0...0x20, 0x7F...:
        text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Bytes in base 64, as a `data:` address holds them.
  public static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      var count = 0
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (16 - 8 * $1.offset) }
        for place in 0..<4 {
          text[count] =
            place <= group.count ? digits[Int(bits >> (18 - 6 * place) & 63)] : UInt8(ascii: "=")
          count += 1
        }
      }
      return count
    }
  }
}
