import Figures
import Imaging
import Notebook

/// A run of a notebook as one HTML file that needs no other: XML, too, so that any tool can read it.
struct ReportPage {
  private let report: RunReport
  /// The texts among its cells, as HTML.
  private let texts: [Int: String]
  /// As HTML.
  private let title: String
  /// Whether the title is a heading in one of the texts.
  private let hasHeading: Bool
  private let failure: String?
  /// The cell and the line at which the run ended early.
  private let ended: (cell: Int, line: Int)?
  private let foot: String

  /// - Parameters:
  ///   - script: Its name.
  ///   - failure: Why the run ended, when it did not end well.
  ///   - foot: What stands below the cells.
  init(_ report: RunReport, script: String, failure: String?, foot: String) throws(Markdown.Unavailable) {
    self.report = report
    var texts: [Int: String] = [:]
    var heading: String?
    for (index, cell) in report.notebook.cells.enumerated() {
      guard case .text(let text) = cell.content else { continue }
      let html = try Markdown.html(text)
      texts[index] = html
      if heading == nil { heading = Markdown.title(of: html) }
    }
    self.texts = texts
    title = heading ?? HTML.text(script)
    hasHeading = heading != nil
    self.failure = failure
    ended = (report.exit?.text ?? failure).flatMap(report.cell)
    self.foot = foot
  }

  var html: String {
    var body = hasHeading ? "" : "<h1>\(title)</h1>\n"
    if let failure {
      let place = ended.map { "in <a href=\"#cell-\($0.cell + 1)\">line \($0.line)</a>" }
      body += "<p class=\"failed\">The run ended early\(place.map { " " + $0 } ?? "").</p>\n"
      if ended == nil { body += Self.traceback(failure) }
    }
    for index in report.notebook.cells.indices { body += cell(index) }
    if report.notebook.cells.isEmpty { body += Self.html(report.outputs[0]) }
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
      <title>\(title)</title>
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

  private func cell(_ index: Int) -> String {
    let cell = report.notebook.cells[index]
    var html = texts[index] ?? ""
    if case .code = cell.content {
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
    html += Self.html(report.outputs[index])
    if let ended {
      if ended.cell == index { html += ending }
      if index > ended.cell, !cell.codeLines.isEmpty { html += "<p class=\"note\">Not run.</p>\n" }
    }
    return "<section class=\"cell\" id=\"cell-\(index + 1)\">\n\(html)</section>\n"
  }

  /// What stands at the cell in which the run ended early.
  private var ending: String {
    if let exit = report.exit {
      return "<p class=\"note\">The script ended itself here: os.exit, with status \(exit.status).</p>\n"
    }
    return failure.map(Self.traceback) ?? ""
  }

  private static func traceback(_ text: String) -> String {
    "<pre class=\"failure\">\(HTML.text(text))</pre>\n"
  }

  /// Figures one after the other stand side by side where they fit.
  private static func html(_ outputs: [RunReport.Output]) -> String {
    var html = ""
    var isBesides = false
    for output in outputs {
      if (output.picture != nil) != isBesides {
        isBesides.toggle()
        html += isBesides ? "<div class=\"figures\">\n" : "</div>\n"
      }
      html += self.html(output)
    }
    return html + (isBesides ? "</div>\n" : "")
  }

  private static func html(_ output: RunReport.Output) -> String {
    switch output {
    case .printed(let text):
      let lines = text.drop { $0 == "\n" }
      return lines.isEmpty ? "" : "<pre class=\"printed\">\(HTML.text(lines))</pre>\n"
    case .warning(let text): return "<p class=\"warning\">Warning: \(HTML.text(text))</p>\n"
    case .table(let table): return ReportTable.html(table)
    case .picture(let picture):
      let width = picture.width.map { " width=\"\($0)\"" } ?? ""
      let caption = picture.file.map { "<figcaption>\(HTML.text($0))</figcaption>" } ?? ""
      return """
        <figure><img alt="\(HTML.text(picture.description))"\(width) src="\(HTML.address(of: picture.bytes, type: picture.type))" />\(caption)</figure>

        """
    }
  }
}
