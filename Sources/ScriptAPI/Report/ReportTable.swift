import Imaging
import Notebook

/// Tables of a report; a click on a heading sorts them.
enum ReportTable {
  /// Rows beyond this many are counted only.
  private static let maximumRows = 2000

  static func html(_ table: Table) -> String {
    let count = min(table.rowCount, maximumRows)
    // More than a screen holds scrolls in a box of its own; what is too wide for paper is set smaller.
    let kinds = ["table"] + (count > 25 ? ["long"] : []) + (table.columns.count > 8 ? ["wide"] : [])
    let scrolls = kinds.count > 1 ? " tabindex=\"0\" role=\"region\" aria-label=\"Table\"" : ""
    var html =
      "<div class=\"\(kinds.joined(separator: " "))\"\(scrolls)><table class=\"sortable\">\n<thead><tr>"
    for column in table.columns {
      let isNumeric = column.cells.allSatisfy { if case .number = $0 { true } else { false } }
      let alignment = isNumeric && count > 0 ? " class=\"number\"" : ""
      html +=
        "<th scope=\"col\"\(alignment)><button type=\"button\">\(HTML.text(column.heading))</button></th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for row in 0..<count {
      html += "<tr>" + table.columns.map { cell($0.cells[row]) }.joined() + "</tr>\n"
    }
    html += "</tbody></table></div>\n"
    if count < table.rowCount {
      html += "<p class=\"note\">The first \(count) of \(table.rowCount) rows.</p>\n"
    }
    return html
  }

  /// A number is shown with six digits, and holds all of them.
  private static func cell(_ cell: Table.Cell) -> String {
    switch cell {
    case .number(let number) where number.isNaN: "<td class=\"number\" data-value=\"\">–</td>"
    case .number(let number):
      "<td class=\"number\" data-value=\"\(number)\">\(NumberFormat.compact(number))</td>"
    case .text(let text): "<td>\(HTML.text(text))</td>"
    }
  }
}
