import LuaSyntax

extension Notebook {
  /// The code of a cell as HTML: one `span` a line, words in spans of the class of their kind.
  public func html(of cell: Cell) -> String {
    cell.codeLines.map { number in
      let line = lines[number]
      var html = ""
      var place = line.startIndex
      for span in spans[number] {
        html += HTML.text(line[place..<span.range.lowerBound])
        let text = HTML.text(line[span.range])
        html += span.kind.htmlClass.map { "<span class=\"\($0)\">\(text)</span>" } ?? text
        place = span.range.upperBound
      }
      return "<span class=\"line\">\(html)\(HTML.text(line[place...]))\n</span>"
    }.joined()
  }
}

extension SourceSpan.Kind {
  fileprivate var htmlClass: String? {
    switch self {
    case .comment: "comment"
    case .word(.keyword): "keyword"
    case .word(.string): "string"
    case .word(.number): "number"
    default: nil
    }
  }
}
