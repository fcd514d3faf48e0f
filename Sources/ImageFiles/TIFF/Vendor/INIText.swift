import Imaging

/// Lines `key=value` below headings `[section]`, as FEI's microscopes write them.
struct INIText {
  /// The values by section and key; those before the first heading are in the section "".
  private(set) var sections: [String: [String: String]] = [:]

  init(_ text: String) {
    var section = ""
    for line in text.split(whereSeparator: \.isNewline) {
      let line = Self.trimmed(line)
      if line.hasPrefix("["), line.hasSuffix("]") {
        section = String(line.dropFirst().dropLast())
      } else if let equals = line.firstIndex(of: "=") {
        let key = String(Self.trimmed(line[..<equals]))
        sections[section, default: [:]][key] = String(Self.trimmed(line[line.index(after: equals)...]))
      }
    }
  }

  /// The text of a key; nil where it is missing or empty.
  func text(_ section: String, _ key: String) -> String? {
    sections[section]?[key].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The number of a key; nil where it is missing or no number.
  func number(_ section: String, _ key: String) -> Double? {
    text(section, key).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }

  /// All of it, numbers as numbers.
  var metadata: Metadata {
    sections.mapValues { fields in
      .group(fields.mapValues { text in Double(text).map { .number($0) } ?? .string(text) })
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}
