import Foundation
import Markup
import Testing

/// However a script ends, its report has what was there until then.
struct ReportEndingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func page() throws -> XMLElement {
    let data = try Data(contentsOf: URL(filePath: folder.path + "/out.html"))
    return try #require(XMLElement(parsing: Array(data)))
  }

  /// Whatever each cell shows below its code.
  private func shown(_ page: XMLElement) -> [[String]] {
    page.all("section").map { cell in
      cell.children.filter { ["pre", "p"].contains($0.name) }.map(\.text)
    }
  }

  private func report(
    _ script: String, _ options: [String] = [], interruptedAfter: Double? = nil
  ) throws -> Program.Outcome {
    try folder.write(script, to: "run.lua")
    return try Program.run(
      ["report", "run.lua", "-o", "out.html"] + options, in: folder.path, interruptedAfter: interruptedAfter)
  }

  private static let twoCells = "-- %% One\nprint 'first'\n-- %% Two\nprint 'second'\n"

  @Test(arguments: [("", 0), ("true", 0), ("false", 1), ("3, true", 3)] as [(String, Int32)])
  func `os exit keeps the report, and gives the status asked for`(argument: String, status: Int32) throws {
    let outcome = try report(
      Self.twoCells + "pcall(function() os.exit(\(argument)) end)\nprint 'no'\n-- %% Three\nprint 'third'",
      ["--folder", "files"])
    #expect(outcome.status == status && outcome.errors == "")
    let page = try page()
    #expect(
      shown(page) == [
        ["first"], ["second", "The script ended itself here: os.exit, with status \(status)."], ["Not run."],
      ])
    let early = page.all("p").filter { $0.attributes["class"] == "failed" }
    #expect(early.isEmpty == (status == 0))
  }

  @Test func `os exit ends a plain run as lua does, and run json is written`() throws {
    for (code, status) in [("0", 0), ("true", 0), ("false", 1), ("7", 7)] as [(String, Int32)] {
      let outcome = try folder.run(
        "-o", "out", "-e",
        "local f = require 'fringe'; f.image(2, 2, 1):save 'a.npy'; io.write 'written'; os.exit(\(code)) print 'no'"
      )
      #expect(outcome.status == status && outcome.output == "written" && outcome.errors == "")
      let record = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder.path + "/out/run.json")))
      let failure = (record as? [String: Any])?["failure"] as? String
      #expect(status == 0 ? failure == nil : failure?.contains("status \(status)") == true)
      try FileManager.default.removeItem(atPath: folder.path + "/out")
    }
    #expect(try folder.run("-e", "os.exit {}").errors.contains("os.exit: code: expected"))
    #expect(try folder.run("-e", "coroutine.wrap(function() os.exit(4) end)()").status == 4)
    #expect(try folder.run("--sandbox", "-o", "box", "-e", "os.exit(5)").status == 5)
    let windows = try folder.run(
      "-e",
      "local f = require 'fringe'; f.image(32, 32, 1):map_windows({ window = 16, step = 8 }, function() os.exit(6) end)"
    )
    #expect(
      windows.status == 1 && windows.errors.contains("os.exit: windows are measured on several threads"))
  }

  @Test func `an interruption keeps the report`() throws {
    let outcome = try report(
      Self.twoCells + "while true do pcall(function() while true do end end) end\n-- %% Three\nprint 'third'",
      interruptedAfter: 1)
    #expect(outcome.status == 130)
    let shown = try shown(page())
    #expect(shown[0] == ["first"] && shown[1][0] == "second" && shown[2] == ["Not run."])
    #expect(shown[1][1].contains("run.lua:5: interrupted"))
  }

  @Test(arguments: [
    ("--time=1s", "while true do end", "longer than --time 1s allows"),
    ("--memory=50M", "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end", "--memory 50M"),
    (
      "--memory=50M", "local t = {} while true do t[#t + 1] = fringe.image(500, 500, 1) end", "--memory 50M"
    ),
  ])
  func `a limit keeps the report`(option: String, code: String, message: String) throws {
    let outcome = try report(
      "-- %% One\nfringe = require 'fringe'\nprint 'first'\n-- %% Two\nprint 'second'\n\(code)", [option])
    #expect(outcome.status == 1 && outcome.errors.contains(message), "\(outcome.errors)")
    let page = try page()
    #expect(shown(page)[0] == ["first"] && shown(page)[1][0] == "second")
    // At its cell, but where Lua itself has no memory to say where it was.
    let failures = page.all("pre").filter { $0.attributes["class"] == "failure" }
    #expect(failures.count == 1 && failures[0].text.contains(message))
  }

  @Test func `a script that no hook can end leaves an older report as it was`() throws {
    try folder.write("older", to: "out.html")
    let outcome = try report(
      "print(('a'):rep(40):find(('a*'):rep(40) .. 'b'))", ["--time=1s"])
    #expect(outcome.status == 1)
    #expect(try String(contentsOfFile: folder.path + "/out.html", encoding: .utf8) == "older")
    #expect(folder.files.filter { !$0.hasPrefix(".") } == ["out.html", "run.lua"])
  }
}
