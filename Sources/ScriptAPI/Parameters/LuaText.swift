/// Values written as Lua text.
enum LuaText {
  /// A string literal; bytes that are not printable ASCII are escaped, except in UTF-8 text.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case let control where control.value < 0x20 || control.value == 0x7F:
        result += "\\x" + (control.value < 16 ? "0" : "") + String(control.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
