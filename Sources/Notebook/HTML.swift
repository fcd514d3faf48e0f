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
