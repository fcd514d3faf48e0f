import Foundation
import Markup
import Testing

/// Reports of odd scripts.
struct ReportSizeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func report(_ script: String, _ options: String...) throws -> XMLElement {
    try script.write(toFile: folder.path + "/run.lua", atomically: false, encoding: .utf8)
    let outcome = try Program.run(["report", "run.lua", "-o", "out.html"] + options, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let data = try Data(contentsOf: URL(filePath: folder.path + "/out.html"))
    return try #require(XMLElement(parsing: Array(data)))
  }

  @Test func `a thousand prints, two hundred figures and a long table`() throws {
    let page = try report(
      """
      local fringe = require "fringe"
      for i = 1, 1000 do print(i, "line") end
      -- %% Figures
      for i = 1, 200 do fringe.show(fringe.image(8, 8, function(r, c) return r * c + i end):figure { title = "no " .. i }) end
      -- %% Table
      local t = fringe.table { "i", "square" }
      for i = 1, 5000 do t:add { i = i, square = i * i } end
      fringe.show(t)
      """)
    let cells = page.all("section")
    #expect(cells[0].all("pre").last?.text.split(separator: "\n").count == 1000)
    #expect(cells[1].all("img").count == 200)
    #expect(cells[1].all("div").filter { $0.attributes["class"] == "figures" }.count == 1)
    #expect(cells[2].all("tr").count == 2001)
    #expect(cells[2].all("p").map(\.text) == ["The first 2000 of 5000 rows."])
  }

  @Test func `bytes that are no text are replaced`() throws {
    let page = try report(
      #"print("a\0b\27[31m\255\xC3( é\r\n]]>"); io.write("\1\2"); warn "\7"; return "\200""#)
    let printed = page.all("pre").first { $0.attributes["class"] == "printed" }
    #expect(printed?.text.hasPrefix("a\u{FFFD}b\u{FFFD}[31m\u{FFFD}\u{FFFD}( é") == true)
    #expect(printed?.text.contains("]]>") == true)
  }

  @Test func `lines may end as on Windows`() throws {
    let lines = [
      "-- %% [markdown]", "-- # Title", "--", "-- Text of", "-- two lines.", "-- %% A cell {echo=false}",
      "print 'one'", "-- %% Another", "print [[two", "three]]",
    ]
    let page = try report(lines.joined(separator: "\r\n"))
    let cells = page.all("section")
    #expect(page["head"]?["title"]?.text == "Title" && cells.count == 3)
    #expect(cells.map { $0["h2"]?.text } == [nil, "A cell", "Another"])
    #expect(cells[1].all("details").isEmpty && !cells[2].all("details").isEmpty)
    #expect(cells[0].all("p").map(\.text) == ["Text of\ntwo lines."])
    #expect(page.all("pre").last?.text == "two\nthree")
  }

  @Test(arguments: ["", "\n\n", "-- %%", "-- %% [markdown]", "#!/usr/bin/env fringe\n"])
  func `a script without code has a page with its name`(script: String) throws {
    #expect(try report(script).all("h1").map(\.text) == ["run.lua"])
  }

  @Test func `a script without cells is one`() throws {
    let page = try report("#!/usr/bin/env fringe\nprint(1)\nreturn 2")
    #expect(page.all("h1").map(\.text) == ["run.lua"] && page.all("section").count == 1)
    #expect(page.all("pre").suffix(2).map(\.text) == ["1", "2"])
  }

  @Test func `a report is the same with any number of threads`() throws {
    try folder.write(
      """
      -- %% Map
      local fringe = require "fringe"
      local image = fringe.simulate { size = 160 }
      local map = image:roll { window = 64, step = 8, estimator = "phase", reflections = {
        fringe.reflection { spacing = 0.2355, angle = 20 } } }
      fringe.show(map)
      print(map[1]:mean().spacing)
      local power = image:map_windows({ window = 32, step = 16 }, function(s) return s:power():max() end)
      fringe.show(power)
      """, to: "run.lua")
    let reports = try [1, 3].map { threads in
      let outcome = try folder.run(
        "report", "run.lua", "-o", "\(threads).html", "--threads", "\(threads)", "--record", "stable")
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try Data(contentsOf: URL(filePath: folder.path + "/\(threads).html"))
    }
    #expect(reports[0] == reports[1])
  }
}
