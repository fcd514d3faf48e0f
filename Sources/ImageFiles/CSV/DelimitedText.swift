/// Lines of cells with a separator between them (RFC 4180), taken apart.
struct DelimitedText {
  struct Cell {
    var text: String
    /// Whether it stood in quotes, and so is a text whatever it looks like.
    var isQuoted: Bool
  }

  /// The lines that hold something, and the number of each in the file, from 1.
  private(set) var lines: [(number: Int, cells: [Cell])] = []

  /// Takes bytes of UTF-8 apart; nil when a quote is not closed.
  ///
  /// Lines end in LF or CR LF. A quoted cell may hold separators, line ends and doubled quotes. A cell without quotes
  /// is trimmed of spaces.
  init?(_ bytes: ArraySlice<UInt8>, separator: UInt8) {
    let (quote, lineFeed) = (UInt8(ascii: "\""), UInt8(ascii: "\n"))
    var place = bytes.startIndex
    var (number, lineNumber) = (1, 1)
    var cells: [Cell] = []
    while place < bytes.endIndex {
      var cell: [UInt8] = []
      var isQuoted = false
      if bytes[place] == quote {
        isQuoted = true
        place += 1
        while true {
          guard place < bytes.endIndex else { return nil }
          if bytes[place] == quote {
            place += 1
            guard place < bytes.endIndex, bytes[place] == quote else { break }
          }
          if bytes[place] == lineFeed { lineNumber += 1 }
          cell.append(bytes[place])
          place += 1
        }
      }
      // What follows a closing quote belongs to the cell, too.
      let quotedCount = cell.count
      while place < bytes.endIndex, bytes[place] != separator, bytes[place] != lineFeed {
        cell.append(bytes[place])
        place += 1
      }
      let isLast = place == bytes.endIndex || bytes[place] == lineFeed
      if isLast, cell.count > quotedCount, cell.last == UInt8(ascii: "\r") { cell.removeLast() }
      if !isQuoted { Self.trim(&cell) }
      cells.append(Cell(text: String(decoding: cell, as: UTF8.self), isQuoted: isQuoted))
      let isSeparator = place < bytes.endIndex && bytes[place] == separator
      place += 1
      // A separator at the very end has an empty cell behind it.
      if isSeparator, place == bytes.endIndex { cells.append(Cell(text: "", isQuoted: false)) }
      guard isLast || place >= bytes.endIndex else { continue }
      if cells.count > 1 || cells[0].isQuoted || !cells[0].text.isEmpty { lines.append((number, cells)) }
      cells = []
      lineNumber += 1
      number = lineNumber
    }
  }

  private static func trim(_ cell: inout [UInt8]) {
    while cell.last == UInt8(ascii: " ") { cell.removeLast() }
    cell.removeFirst(cell.prefix { $0 == UInt8(ascii: " ") }.count)
  }

  /// The number that a cell without quotes stands for; nil when it is a text. Nothing is NaN.
  static func number(_ text: String) -> Double? { text.isEmpty ? .nan : Double(text) }
}
