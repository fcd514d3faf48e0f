import Imaging
import Notebook

/// Tables of a report; a click on a heading sorts them.
enum ReportTable {
  /// Rows beyond this many are counted only.
  private static let maximumRows = 2000

  static func html(_ table: Table) -> String {
    let count = min(table.rowCount, maximumRows)
    var html = "<div class=\"table\"><table class=\"sortable\">\n<thead><tr>"
    for column in table.columns {
      html += "<th scope=\"col\"><button type=\"button\">\(HTML.text(column.heading))</button></th>"
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
