import Imaging

/// Writes a table as text: a line of headings, `name (unit)`, then a line a row; `nan` where there is no value.
/// Numbers are the shortest that read back as the same double. UTF-8.
public enum TableFile {
  /// - Parameter separator: Between two columns: a comma, or a tab for `.tsv`.
  public static func write(
    _ table: Table, to path: String, separator: String = ","
  ) throws(ImageFileError) {
    let file = try AtomicFile(path: path, makingFolders: true)
    try file.write(table.columns.map { quoted($0.heading, separator) }.joined(separator: separator) + "\n")
    var lines = ""
    for row in 0..<table.rowCount {
      lines += table.columns.map { text($0.values[row]) }.joined(separator: separator) + "\n"
    }
    try file.write(lines)
    try file.commit()
  }

  /// `1`, not `1.0`: whole numbers take no point.
  private static func text(_ value: Double) -> String {
    let description = value.description
    return description.hasSuffix(".0") ? String(description.dropLast(2)) : description
  }

  /// A heading that holds a separator, a quote or a line break stands in quotes (RFC 4180).
  private static func quoted(_ text: String, _ separator: String) -> String {
    guard text.contains(where: { $0 == "\"" || $0.isNewline || String($0) == separator }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
