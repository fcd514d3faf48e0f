import Imaging

extension JSON {
  /// The document of a value, keys in alphabetical order, two spaces of indentation and a line end after it.
  ///
  /// Numbers have as few digits as tell them apart: 1.15 is `1.15`. Those that JSON cannot express (NaN, infinities) are
  /// `null`.
  public static func text(of value: MetadataValue) -> String {
    var text = ""
    write(value, indentation: "\n", to: &text)
    return text + "\n"
  }

  private static func write(_ value: MetadataValue, indentation: String, to text: inout String) {
    switch value {
    case .string(let string): write(string, to: &text)
    case .boolean(let truth): text += truth ? "true" : "false"
    case .number(let number): text += self.text(of: number)
    case .list(let values):
      write(values, in: ("[", "]"), indentation, to: &text) { write($0, indentation: $1, to: &$2) }
    case .group(let fields):
      let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      write(sorted, in: ("{", "}"), indentation, to: &text) { field, indentation, text in
        write(field.key, to: &text)
        text += ": "
        write(field.value, indentation: indentation, to: &text)
      }
    }
  }

  /// Elements on lines of their own; nothing between the brackets when there are none.
  private static func write<Element>(
    _ elements: [Element], in brackets: (String, String), _ indentation: String, to text: inout String,
    one: (Element, String, inout String) -> Void
  ) {
    text += brackets.0
    let inner = indentation + "  "
    for (index, element) in elements.enumerated() {
      text += (index == 0 ? "" : ",") + inner
      one(element, inner, &text)
    }
    text += (elements.isEmpty ? "" : indentation) + brackets.1
  }

  private static func text(of number: Double) -> String {
    guard number.isFinite else { return "null" }
    return number == number.rounded() && abs(number) < 0x1p53 ? "\(Int(number))" : "\(number)"
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
