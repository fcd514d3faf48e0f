import Figures
import Imaging
import Notebook

/// A run of a notebook as one HTML file that needs no other: XML, too, so that any tool can read it.
struct ReportPage {
  private let report: RunReport
  private let title: String
  private let failure: String?
  private let failed: (cell: Int, line: Int)?
  private let foot: String

  /// - Parameters:
  ///   - script: Its name.
  ///   - failure: Why the run ended, when it did not end well.
  ///   - foot: What stands below the cells.
  init(_ report: RunReport, script: String, failure: String?, foot: String) {
    self.report = report
    title = report.notebook.title ?? script
    self.failure = failure
    failed = failure.flatMap(report.cell)
    self.foot = foot
  }

  func html() throws(Markdown.Unavailable) -> String {
    var body = ""
    if report.notebook.title == nil { body += "<h1>\(HTML.text(title))</h1>\n" }
    if let failure {
      let place = failed.map { "in <a href=\"#cell-\($0.cell + 1)\">line \($0.line)</a>" }
      body += "<p class=\"failed\">The run ended early\(place.map { " " + $0 } ?? "").</p>\n"
      if failed == nil { body += Self.traceback(failure) }
    }
    for index in report.notebook.cells.indices { body += try cell(index) }
    if report.notebook.cells.isEmpty { body += report.outputs[0].map(Self.html).joined() }
    let hasCode = report.notebook.cells.contains { $0.showsCode && !$0.codeLines.isEmpty }
    let fold = "<p class=\"tools\"><button type=\"button\" id=\"fold\">Fold code</button></p>\n"
    return """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
      <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="generator" content="Fringe \(HTML.text(fringeVersion))" />
      <link rel="icon" href="data:," />
      <title>\(HTML.text(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      \(hasCode ? fold : "")\(body)</main>
      <footer>
      \(foot)</footer>
      <script>
      \(Self.script)
      </script>
      </body>
      </html>

      """
  }

  // MARK: - Cells

  private func cell(_ index: Int) throws(Markdown.Unavailable) -> String {
    let cell = report.notebook.cells[index]
    var html = ""
    switch cell.content {
    case .text(let text): html += try Markdown.html(text)
    case .code:
      if let title = cell.title { html += "<h2>\(HTML.text(title))</h2>\n" }
      if cell.showsCode,
        let (first, last) = cell.codeLines.first.flatMap({ ($0 + 1, cell.codeLines.upperBound) })
      {
        let lines = first == last ? "line \(first)" : "lines \(first)–\(last)"
        html += """
          <details class="code" open="open"><summary>Code, \(lines)</summary>
          <pre style="counter-reset: line \(first - 1)"><code>\(report.notebook.html(of: cell))</code></pre></details>

          """
      }
    }
    html += report.outputs[index].map(Self.html).joined()
    if let failed, let failure {
      if failed.cell == index { html += Self.traceback(failure) }
      if index > failed.cell, !cell.codeLines.isEmpty { html += "<p class=\"note\">Not run.</p>\n" }
    }
    return "<section class=\"cell\" id=\"cell-\(index + 1)\">\n\(html)</section>\n"
  }

  private static func traceback(_ text: String) -> String {
    "<pre class=\"failure\">\(HTML.text(text))</pre>\n"
  }

  private static func html(_ output: RunReport.Output) -> String {
    switch output {
    case .printed(let text): return "<pre class=\"printed\">\(HTML.text(text))</pre>\n"
    case .warning(let text): return "<p class=\"warning\">Warning: \(HTML.text(text))</p>\n"
    case .table(let table): return ReportTable.html(table)
    case .picture(let picture):
      let width = picture.width.map { " width=\"\($0)\"" } ?? ""
      return """
        <figure><img alt="\(HTML.text(picture.description))"\(width) src="data:\(picture.type);base64,\(HTML.base64(picture.bytes))" /></figure>

        """
    }
  }
}
