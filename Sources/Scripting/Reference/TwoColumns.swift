/// Lines of two columns for a terminal: what something is called, and what there is to say of it.
public enum TwoColumns {
  /// Longer lines are broken at spaces.
  public static let lineWidth = 100

  /// - Parameter limit: A name longer than this leaves its text to the next line.
  public static func text(_ rows: [(name: String, text: String)], limit: Int = 34) -> String {
    let width = min(rows.map(\.name.count).max() ?? 0, limit)
    let indent = String(repeating: " ", count: width + 4)
    return rows.map { name, text in
      guard !text.isEmpty else { return "  " + name }
      let lines = wrapped(text, width: lineWidth - indent.count).joined(separator: "\n" + indent)
      return name.count > width
        ? "  \(name)\n\(indent)\(lines)"
        : "  \(name)" + String(repeating: " ", count: width + 2 - name.count) + lines
    }.joined(separator: "\n")
  }

  /// A text broken at spaces into lines of at most `width` characters, where it has spaces.
  static func wrapped(_ text: String, width: Int = lineWidth) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let line = lines.last, line.count + 1 + word.count <= width {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
