import BrowserTesting
import Foundation
import Testing

/// What a reader does with a report.
@Suite(.enabled(if: Browser.isAvailable, Browser.skip))
struct ReportBrowserTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Makes a report and opens it.
  private func read(
    _ script: String, _ body: nonisolated(nonsending) (Browser) async throws -> Void
  ) async throws {
    try folder.write(script, to: "run.lua")
    #expect(try folder.run("report", "run.lua", "-o", "out.html", "--record", "none").errors == "")
    try await Browser.with { browser in
      try await browser.open(file: folder.path + "/out.html")
      try await body(browser)
      #expect(try await browser.consoleMessages().isEmpty)
      #expect(try await browser.networkRequests().map(\.type) == ["Document"])
    }
  }

  @Test func `code is folded by a click and by keys, and unfolded for paper`() async throws {
    let script = "-- %% One\nprint 'first'\n\n-- %% Two\nlocal secret_name = 2\nprint(secret_name)"
    try await read(script) { browser in
      func open() async throws -> [Bool] {
        try await browser.run("return [...document.querySelectorAll('details.code')].map((d) => d.open)")
      }
      #expect(try await open() == [true, true])
      try await browser.elements("details.code summary")[0].click()
      #expect(try await open() == [false, true])
      let fold = try await browser.element("#fold")
      try await fold.click()
      #expect(try await open() == [false, false])
      #expect(try await fold.text == "Show code")
      // The summaries are the next things that get keys.
      try await browser.press(.tab)
      try await browser.press(.enter)
      #expect(try await open() == [true, false])
      try await folder.hold(browser.pdf(), as: "folded.pdf")
      #expect(try await open() == [true, false], "as before it was printed")
      if let text = folder.textOfPDF("folded.pdf") {
        #expect(text.contains("local secret_name = 2") && text.contains("first"))
        #expect(!text.contains("Show code"))
      }
    }
  }

  @Test func `a table is sorted by a click on a heading and by keys`() async throws {
    let script = """
      local t = require 'fringe'.table { "name", "d (nm)" }
      for i, d in ipairs { 10, 9, 0 / 0, -1.5 } do t:add { name = "frame" .. (12 - i), d = d } end
      require 'fringe'.show(t)
      """
    try await read(script) { browser in
      func column(_ number: Int) async throws -> [String] {
        try await browser.run(
          "return [...document.querySelectorAll('main tbody tr')].map((r) => r.cells[arguments[0]].textContent)",
          .number(Double(number)))
      }
      #expect(try await column(0) == ["frame11", "frame10", "frame9", "frame8"])
      let headings = try await browser.elements("main th button")
      try await headings[0].click()
      #expect(try await column(0) == ["frame8", "frame9", "frame10", "frame11"])
      #expect(try await browser.elements("main th")[0].attribute("aria-sort") == "ascending")
      try await browser.press(.tab)
      try await browser.press(.space)
      #expect(try await column(1) == ["-1.5", "9", "10", "–"])
      #expect(try await browser.elements("main th")[0].attribute("aria-sort") == nil)
      try await browser.press(.enter)
      #expect(try await column(1) == ["10", "9", "-1.5", "–"], "what is empty stays at the end")
    }
  }

  @Test func `wide things keep inside the page`() async throws {
    let script = """
      -- %% Wide
      local fringe = require 'fringe'
      local image = fringe.image(32, 32, function(r, c) return r * c end)
      local panels, headings, row = {}, {}, {}
      for i = 1, 8 do panels[i] = image:figure { title = "panel " .. i } end
      fringe.show(fringe.figure { panels = panels, columns = 8, width = 600 })
      for i = 1, 40 do headings[i] = "heading" .. i; row[headings[i]] = i / 7 end
      local t = fringe.table(headings)
      for i = 1, 300 do t:add(row) end
      fringe.show(t)
      print(("wide "):rep(200))
      """
    try await read(script) { browser in
      for width in [1200, 400] {
        try await browser.setSize(width: width, height: 700)
        #expect(try await browser.run("return document.documentElement.scrollWidth") == width)
        let image = try await browser.element("img").frame
        #expect(image.x >= 0 && image.x + image.width <= Double(width))
        let table = try await browser.element(".table").frame
        #expect(table.height < 600, "a long table scrolls")
      }
      // Whatever gets the focus by Tab can be scrolled by keys.
      #expect(try await browser.element(".table").property("tabIndex") == 0)
    }
  }

  @Test func `text of others is inert`() async throws {
    let script = """
      -- %% [markdown]
      -- # <b>T</b> & `x`
      -- <script>document.title = "taken"</script> [a](javascript:document.title='taken')
      -- <img src="x" onerror="document.title='taken'" /> ![p](https://example.org/p.png)
      -- [b](JaVaScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>) <javascript:alert(1)>
      -- %% <i>A</i> & "b" <script>document.title = "taken"</script>
      print("<script>document.title = 'taken'</script></pre>")
      local t = require 'fringe'.table { "<u>h</u>" }
      t:add { ["<u>h</u>"] = "<script>document.title = 'taken'</script>" }
      require 'fringe'.show(t)
      """
    try await read(script) { browser in
      #expect(try await browser.title == "T & x")
      #expect(
        try await browser.element("h2").text == "<i>A</i> & \"b\" <script>document.title = \"taken\"</script>"
      )
      #expect(try await browser.elements("main script, main img, main i, main u").isEmpty)
      for link in try await browser.elements("main a") {
        let address = try await link.attribute("href") ?? ""
        #expect(address.isEmpty || address.hasPrefix("https://"), "\(address)")
      }
      for link in try await browser.elements("main a[href='']") { try await link.click() }
      #expect(try await browser.title == "T & x")
    }
  }
}

extension TemporaryFolder {
  fileprivate func hold(_ data: Data, as name: String) throws {
    try data.write(to: URL(filePath: path + "/" + name))
  }

  /// nil: there is no program to read it.
  fileprivate func textOfPDF(_ name: String) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/pdftotext")
    process.arguments = ["-layout", path + "/" + name, path + "/text"]
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return try? String(contentsOfFile: path + "/text", encoding: .utf8)
  }
}
