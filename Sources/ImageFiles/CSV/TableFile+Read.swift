import Imaging

extension TableFile {
  /// Bytes that a table may have.
  public static let maximumByteCount = 256 << 20

  /// Reads a table: one that was written here exactly as it was, and others as programs write them.
  ///
  /// The separator is the tab, comma or semicolon that is most frequent in the line of headings. What stands in quotes
  /// is a text, what is a number is one, nothing is NaN. A heading that is missing is `column_3`, one that occurs again
  /// gets a number: `mean_2`.
  public static func read(_ path: String) throws(ImageFileError) -> Table {
    let file = try InputFile(path: path)
    guard file.size <= maximumByteCount else {
      throw ImageFileError(
        path: path, problem: .tooLarge(claimed: "\(file.size) bytes of a table", limit: maximumByteCount))
    }
    return try read(file.bytes(at: 0, count: file.size), path: path)
  }

  /// Reads a table from the bytes of a file.
  public static func read(_ bytes: [UInt8], path: String) throws(ImageFileError) -> Table {
    func damaged(_ reason: String) -> ImageFileError { ImageFileError(path: path, problem: .damaged(reason)) }
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      throw ImageFileError(path: path, problem: .unrecognised("no table: it is not UTF-8 text"))
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard let lines = DelimitedText(text, separator: separator(of: text))?.lines else {
      throw damaged("a quotation mark opens a cell and none closes it")
    }
    guard let head = lines.first else {
      throw ImageFileError(path: path, problem: .unrecognised("no table: it has no line of headings"))
    }
    var columns: [[Table.Cell]] = head.cells.map { _ in [] }
    for line in lines.dropFirst() {
      guard line.cells.count == columns.count else {
        throw damaged(
          "line \(line.number) has \(line.cells.count) cells, but there are \(columns.count) headings")
      }
      for (index, cell) in line.cells.enumerated() {
        let number = cell.isQuoted ? nil : DelimitedText.number(cell.text)
        columns[index].append(number.map { .number($0) } ?? .text(cell.text))
      }
    }
    return Table(
      zip(headings(head.cells.map(\.text)), columns).map { Table.Column($0.name, unit: $0.unit, cells: $1) })
  }

  private static func separator(of text: ArraySlice<UInt8>) -> UInt8 {
    let line = text.prefix { $0 != UInt8(ascii: "\n") }
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    return ",\t;".utf8.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
  }

  /// Empty columns with names of their own.
  private static func headings(_ texts: [String]) -> [Table.Column] {
    var taken: Set<String> = []
    // How often a name has come so far.
    var counts: [String: Int] = [:]
    return texts.enumerated().map { index, text in
      let column = Table.Column(heading: text)
      let name = column.name.isEmpty ? "column_\(index + 1)" : column.name
      var unique = name
      while !taken.insert(unique).inserted {
        counts[name, default: 1] += 1
        unique = "\(name)_\(counts[name, default: 1])"
      }
      return Table.Column(unique, unit: column.unit)
    }
  }
}
