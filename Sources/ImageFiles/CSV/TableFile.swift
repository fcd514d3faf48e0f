import Imaging

/// Tables as text, as spreadsheets and numerical programs read them (RFC 4180, UTF-8).
///
/// A line of headings, `name (unit)`, then a line a row. Numbers are the shortest that read back as the same double,
/// `nan` is a missing one. A text is put into quotes where it could be taken for something else: for a number, for two
/// cells, for nothing. So a table that is written is read back as it was.
public enum TableFile {
  /// Writes a table; the file is there whole or not at all.
  ///
  /// - Parameter separator: Between two columns: a comma, or a tab for `.tsv`.
  public static func write(
    _ table: Table, to path: String, separator: Character = ","
  ) throws(ImageFileError) {
    let file = try AtomicFile(path: path, makingFolders: true)
    try write(table, separator: separator) { piece throws(ImageFileError) in try file.write(piece) }
    try file.commit()
  }

  /// The text of a table as ``write(_:to:separator:)`` writes it.
  public static func text(of table: Table, separator: Character = ",") -> String {
    var text = ""
    write(table, separator: separator) { text += $0 }
    return text
  }

  private static func write<Failure>(
    _ table: Table, separator: Character, to target: (String) throws(Failure) -> Void
  ) throws(Failure) {
    var lines = line(table.columns.map { quoted($0.heading, separator) }, separator)
    for row in 0..<table.rowCount {
      lines += line(table.columns.map { text($0.cells[row], separator) }, separator)
      if lines.utf8.count > 1 << 20 {
        try target(lines)
        lines = ""
      }
    }
    try target(lines)
  }

  private static func line(_ cells: [String], _ separator: Character) -> String {
    cells.joined(separator: String(separator)) + "\n"
  }

  private static func text(_ cell: Table.Cell, _ separator: Character) -> String {
    switch cell {
    case .text(let text): return quoted(text, separator)
    case .number(let number):
      // `1`, not `1.0`: whole numbers take no point. NaN has no sign or payload here.
      let description = number.isNaN ? "nan" : number.description
      return description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }
  }

  /// A text in quotes, unless it can only be read as it is.
  private static func quoted(_ text: String, _ separator: Character) -> String {
    let isPlain =
      !text.isEmpty && text.first != " " && text.last != " " && DelimitedText.number(text) == nil
      && !text.unicodeScalars.contains { $0 == "\"" || $0 == "\r" || $0 == "\n" || $0 == "\u{FEFF}" }
      && !text.contains { [",", ";", "\t", separator].contains($0) }
    guard !isPlain else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
