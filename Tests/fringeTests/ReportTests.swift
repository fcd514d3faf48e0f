import Foundation
import Markup
import TestSupport
import Testing

/// `fringe report`, by the real executable.
struct ReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let script = """
    -- %% [markdown]
    -- # A *title* & more
    --
    -- See [this](https://example.org) and ![that](https://example.org/a.png).

    -- %% Numbers
    local fringe = require "fringe"
    local p = fringe.params { size = { 32, unit = "px", help = "side <of> it" } }
    print("one & two", 3)
    io.write("written ", 4, "\\n")
    io.stdout:write "by handle\\n"

    -- %% Picture {echo=false}
    local image = fringe.image(p.size, p.size, function(r, c) return math.sin(r) + c end)
    fringe.show(image)
    local figure = image:figure { title = "saved" }
    figure:save "figure.png"
    fringe.show(figure)

    -- %% Tables
    local t = fringe.table { "name", "d (nm)" }
    t:add { name = "b", d = 2 }
    t:add { name = "a", d = 0 / 0 }
    fringe.show(t)
    fringe.show { fringe.reflection { dx = 5, dy = 2, window = 32 } }
    fringe.show { { x = 1, y = "u" }, { x = 2 } }

    -- %% Elsewhere
    local co = coroutine.wrap(function() print "from a coroutine" end)
    co()
    local function deep(n) if n > 0 then deep(n - 1) else print "from the deep" end return n end
    deep(3000)
    warn "take care"
    return 7, image
    """

  /// The page, which has to be XML, and the text of each cell's outputs.
  private func page(_ name: String = "out.html") throws -> XMLElement {
    let data = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
    return try #require(XMLElement(parsing: Array(data)))
  }

  private func cells(_ page: XMLElement) -> [XMLElement] { page.all("section") }

  private func printed(_ cell: XMLElement) -> [String] {
    cell.all("pre").filter { $0.attributes["class"] == "printed" }.map(\.text)
  }

  @Test func `every cell has its own output, in order`() throws {
    try folder.write(Self.script, to: "run.lua")
    let outcome = try folder.run(
      "report", "run.lua", "-o", "out.html", "--set", "size=24", "--folder", "files")
    #expect(outcome.status == 0 && outcome.output == "out.html\n", "\(outcome.errors)")
    #expect(
      folder.files.filter { !$0.hasPrefix(".") } == [
        "files", "files/figure.png", "files/run.json", "out.html", "run.lua",
      ])
    let page = try page()
    let cells = cells(page)
    #expect(cells.count == 5)
    #expect(cells.map { $0["h2"]?.text } == [nil, "Numbers", "Picture", "Tables", "Elsewhere"])
    #expect(cells[0]["h1"] != nil && page["head"]?["title"]?.text == "A title & more")
    #expect(printed(cells[1]) == ["one & two\t3\nwritten 4\nby handle"])
    #expect(cells.map { !$0.all("details").isEmpty } == [false, true, false, true, true])
    let image = try #require(cells[2].all("img").first?.attributes["src"])
    let start = "data:image/svg+xml,"
    #expect(image.hasPrefix(start))
    let drawing = try #require(image.dropFirst(start.count).removingPercentEncoding)
    #expect(XMLElement(parsing: drawing)?.name == "svg")
    #expect(cells[2].all("img").count == 2, "a figure shown and saved is there once")
    let tables = cells[3].all("table")
    #expect(tables.map { $0.all("th").count } == [2, 6, 2])
    #expect(tables[0].all("button").map(\.text) == ["name", "d (nm)"])
    #expect(tables[0].all("td").map { $0.attributes["data-value"] } == [nil, "2.0", nil, ""])
    #expect(tables[2].all("td").map(\.text) == ["1", "u", "2", "–"])
    let elsewhere = printed(cells[4])
    #expect(elsewhere.first == "from a coroutine\nfrom the deep")
    #expect(elsewhere.last?.hasPrefix("7\nImage") == true)
    #expect(cells[4].all("p").map(\.text) == ["Warning: take care"])
    let foot = try #require(page["body"]?["footer"])
    #expect(foot.all("td").map(\.text).prefix(4) == ["size", "24", "px", "side <of> it"])
    #expect(foot.all("dt").map(\.text).contains("Date"))
    #expect(foot.all("dd").map(\.text).contains { $0.count == 64 })
  }

  @Test func `nothing is loaded from elsewhere`() throws {
    try folder.write(Self.script, to: "run.lua")
    try folder.run("report", "run.lua", "-o", "out.html")
    let page = try page()
    func all(_ element: XMLElement) -> [XMLElement] { [element] + element.children.flatMap(all) }
    var links = 0
    for element in all(page) {
      for (name, value) in element.attributes
      where ["src", "href", "srcset", "data", "action"].contains(name) {
        if element.name == "a" {
          links += 1
        } else {
          #expect(value.hasPrefix("data:"), "\(element.name) \(value)")
        }
      }
      #expect(!["iframe", "object", "embed", "base"].contains(element.name))
    }
    #expect(links == 2)
    for style in page.all("style") + page.all("script") {
      #expect(
        !style.text.contains("url(") && !style.text.contains("@import") && !style.text.contains("fetch"))
    }
  }

  @Test func `the same run gives the same bytes when times are left out`() throws {
    try folder.write(Self.script, to: "run.lua")
    for name in ["a", "b"] {
      #expect(try folder.run("report", "run.lua", "-o", name + ".html", "--record", "stable").status == 0)
    }
    let bytes = try ["a", "b"].map { try Data(contentsOf: URL(filePath: folder.path + "/\($0).html")) }
    #expect(bytes[0] == bytes[1])
    #expect(try !page("a.html").all("dt").map(\.text).contains("Date"))
  }

  @Test func `an error keeps what was there, and stands at its cell`() throws {
    try folder.write(
      "-- %% One\nprint 'first'\n-- %% Two\nlocal function f()\n  error 'no good'\nend\nprint 'second'\nf()\n-- %% Three\nprint 'third'",
      to: "run.lua")
    let outcome = try folder.run("report", "run.lua", "-o", "out.html")
    #expect(outcome.status == 1 && outcome.errors.contains("run.lua:5: no good"))
    let cells = cells(try page())
    #expect(cells.map(printed) == [["first"], ["second"], []])
    let failures = cells.map { $0.all("pre").filter { $0.attributes["class"] == "failure" }.map(\.text) }
    #expect(failures[0].isEmpty && failures[2].isEmpty && failures[1].count == 1)
    #expect(failures[1].first?.contains("run.lua:5: no good") == true)
    #expect(failures[1].first?.contains("traceback") == true)
    #expect(cells[2].all("p").map(\.text) == ["Not run."])
  }

  @Test func `a script that is no Lua is shown with its error`() throws {
    try folder.write("-- %% One\nprint 'first'\n-- %% Two\nx = = 2", to: "run.lua")
    let outcome = try folder.run("report", "run.lua", "-o", "out.html")
    #expect(outcome.status == 1)
    let cells = cells(try page())
    #expect(cells.map { $0.all("pre").contains { $0.attributes["class"] == "failure" } } == [false, true])
  }

  @Test func `a plain run shows one line`() throws {
    let outcome = try folder.run(
      "-e", "local f = require 'fringe'; print 'a'; f.show(f.image(4, 5, 0)); f.show { 1, 2 }; f.show 'b'")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 4 && lines[0] == "a" && lines[1].hasPrefix("Image 4×5") && lines[3] == "b")
  }

  @Test func `a place where nothing can be written is told before the run`() throws {
    try folder.write("print 'ran'; io.stderr:write 'ran'", to: "run.lua")
    try folder.write("", to: "file")
    let outcome = try folder.run("report", "run.lua", "-o", "file/out.html")
    #expect(outcome.status == 1 && !outcome.errors.contains("ran"), "\(outcome.errors)")
    #expect(try folder.run("report", "-").status != 0)
  }

  @Test func `the hash at the foot is that of the file, its first line included`() throws {
    // printf '#!/usr/bin/env fringe\nprint(1)\n' | sha256sum
    try folder.write("#!/usr/bin/env fringe\nprint(1)\n", to: "run.lua")
    try folder.run("report", "run.lua", "-o", "out.html")
    let hash = "060f7d60c9e65c93d83390ef060c2a69de818346fb842a2fc3edcc58c2c09fb2"
    #expect(try page().all("dd").map(\.text).contains(hash))
  }
}
