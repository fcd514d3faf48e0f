import Foundation
import Testing

/// What `fringe rerun` compares: places, code and ends that are the same by another name are no difference.
struct RerunComparisonTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(arguments, in: folder.path + "/work")
  }

  /// Runs a script, saving in `out`, and again; the names in the record, and what `rerun` says.
  private func repeated(_ script: String, _ output: String = "out") throws -> (
    names: [String], outcome: Program.Outcome
  ) {
    try folder.write("local fringe = require 'fringe'\n" + script, to: "work/run.lua")
    let first = try run("-o", output, "run.lua", folder.path)
    #expect(first.status == 0, "\(first.errors)")
    return (try names(), try run("rerun", "out/run.json"))
  }

  private func names() throws -> [String] {
    let data = try Data(contentsOf: URL(filePath: folder.path + "/work/out/run.json"))
    let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(record["outputs"] as? [[String: Any]]).compactMap { $0["path"] as? String }
  }

  private static let inFolder = """
    local folder = fringe.output "tables"
    fringe.image(8, 8, 1):save "tables/a.tif"
    local file <close> = io.open(folder .. "/t.csv", "w")
    file:write "1"
    """

  @Test func `a file saved in a folder of fringe output counts once, also in an older record`() throws {
    let (names, outcome) = try repeated(Self.inFolder)
    #expect(names == ["tables/a.tif", "tables/t.csv"])
    #expect(outcome.output == "  identical  tables/a.tif\n  identical  tables/t.csv\n")
    #expect(outcome.status == 0)
    let path = folder.path + "/work/out/run.json"
    let data = try Data(contentsOf: URL(filePath: path))
    var record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let outputs = try #require(record["outputs"] as? [[String: Any]])
    record["outputs"] = [outputs[0]] + outputs
    try JSONSerialization.data(withJSONObject: record).write(to: URL(filePath: path))
    let again = try run("rerun", "out/run.json")
    #expect(again.output == outcome.output && again.status == 0)
  }

  @Test func `the output folder itself may be a folder of fringe output`() throws {
    let script = """
      local folder = fringe.output "."
      fringe.image(8, 8, 0):save "a.npy"
      fringe.image(8, 8, 0):save(folder .. "/b.npy")
      assert(fringe.load(folder .. "/a.npy").rows + fringe.load "b.npy".rows == 16)
      local file <close> = io.open(folder .. "/c.txt", "w")
      """
    // The second time there is a record in it already.
    for _ in 1...2 {
      let (names, outcome) = try repeated(script)
      #expect(names == ["a.npy", "b.npy", "c.txt"])
      #expect(outcome.output == names.map { "  identical  \($0)\n" }.joined(), "\(outcome.errors)")
      #expect(outcome.status == 0)
    }
  }

  @Test func `a path that leads out of a folder of fringe output by two dots is saved below the new folder`()
    throws
  {
    let (names, outcome) = try repeated(
      """
      local image = fringe.image(8, 8, 1)
      image:save(fringe.output "sub" .. "/../../shared.npy")
      image:save(fringe.output "../other" .. "/../third/a.npy")
      image:save(fringe.output "../other" .. "/../out/b.npy")
      assert(fringe.load "b.npy".rows == 8)
      """)
    #expect(names == ["../shared.npy", "../third/a.npy", "b.npy"])
    #expect(outcome.output == names.map { "  identical  \($0)\n" }.joined(), "\(outcome.errors)")
    let before = folder.files
    #expect(try run("rerun", "-o", "again", "out/run.json").status == 0)
    #expect(folder.files.filter { !before.contains($0) }.allSatisfy { $0.hasPrefix("work/again") })
  }

  @Test func `a path written out that fringe output has given leads to the same place again`() throws {
    let (names, outcome) = try repeated(
      """
      local path = fringe.output "x"
      fringe.image(8, 8, 1):save(path .. "/a.npy")
      fringe.image(8, 8, 1):save "x/b.npy"
      fringe.image(8, 8, 1):save "out/x/c.npy"
      fringe.image(8, 8, 1):save "out/y/d.npy"
      """)
    #expect(names == ["out/y/d.npy", "x/a.npy", "x/b.npy", "x/c.npy"])
    #expect(outcome.output == names.map { "  identical  \($0)\n" }.joined(), "\(outcome.errors)")
    #expect(outcome.status == 0)
  }

  @Test func `a record is compared by any path that leads to it`() throws {
    let script = """
      fringe.image(8, 8, 1):save(arg[1] .. "/work/out/abs.npy")
      fringe.image(8, 8, 1):save "a.npy"
      """
    try FileManager.default.createDirectory(
      atPath: folder.path + "/work/out", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/work/link", withDestinationPath: "out")
    for output in ["out", "link"] {
      let name = (output == "out" ? "" : "\(folder.path)/work/out/") + "abs.npy"
      let outcome = try repeated(script, output).outcome
      #expect(outcome.output.split(separator: "\n").count == 2 && outcome.status == 0, "\(outcome.output)")
      let linked = try run("rerun", "link/run.json")
      #expect(Set(linked.output.split(separator: "\n")) == ["  identical  a.npy", "  identical  \(name)"])
      #expect(linked.status == 0)
    }
  }

  @Test(arguments: [
    ("error 'broken'", "run.lua:3: broken"), ("os.exit(3)", "the script ended itself with status 3"),
    ("fringe.load(fringe.output 'none.npy')", "run.lua:3: fringe.load: out/none.npy"),
  ])
  func `a run that did not end well is compared as well, with its end`(end: String, told: String) throws {
    let script = "local fringe = require 'fringe'\nfringe.image(8, 8, 1):save 'a.npy'\n"
    try folder.write(script + end, to: "work/run.lua")
    #expect(try run("-o", "out", "run.lua").status != 0)
    let same = try run("rerun", "out/run.json")
    #expect(
      same.output.hasPrefix("  identical  a.npy\n  ended as the first run  "), "\(same.output)\(same.errors)")
    #expect(same.output.contains(told.split(separator: "out/")[0]) && same.errors == "" && same.status == 0)
    try folder.write(script + "error 'elsewhere'", to: "work/run.lua")
    let other = try run("rerun", "out/run.json")
    #expect(other.output.hasSuffix("  identical  a.npy\n! ended otherwise  run.lua:3: elsewhere\n"))
    #expect(other.errors.hasPrefix("fringe: run.lua:3: elsewhere\nstack traceback") && other.status == 1)
    try folder.write(script, to: "work/run.lua")
    let well = try run("rerun", "out/run.json")
    #expect(well.output.hasSuffix("! ended otherwise  without an error\n") && well.status == 1)
  }

  @Test(arguments: [
    "while true do end", "string.find(('a'):rep(60), ('a?'):rep(60) .. ('a-'):rep(60) .. 'b')",
  ])
  func `a signal leaves no temporary folder`(wait: String) throws {
    try folder.write(
      """
      local fringe = require "fringe"
      for i = 1, 20 do fringe.image(8, 8, 1):save("a/" .. i .. ".npy") end
      if os.getenv "WAITS" then
        io.open(os.getenv "TMPDIR" .. "/reached", "w"):close()
        \(wait)
      end
      """, to: "work/run.lua")
    try run("-o", "out", "run.lua")
    try folder.write("", to: "temporary/here")
    let outcome = try Program.run(
      ["rerun", "out/run.json"], in: folder.path + "/work",
      environment: ["WAITS": "1", "TMPDIR": folder.path + "/temporary"], interruptedAfter: 2)
    #expect(outcome.status == 130, "\(outcome.output)\(outcome.errors)")
    #expect(folder.files.filter { $0.hasPrefix("temporary/") } == ["temporary/here", "temporary/reached"])
  }

  @Test func `code that the script makes itself is no module that changes`() throws {
    let (names, outcome) = try repeated(
      """
      local function load(path)
        local file <close> = io.open(path, "w")
        file:write "return 8"
        file:flush()
        return dofile(path)
      end
      local temporary, beside = os.tmpname(), "made.lua"
      fringe.image(load(fringe.output "gen.lua"), load(fringe.output "code.lua"), 1):save "a.npy"
      fringe.image(load(temporary), load(beside), 1):save "b.npy"
      os.remove(temporary)
      os.remove(beside)
      """)
    #expect(names == ["a.npy", "b.npy", "code.lua", "gen.lua"])
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(lines.contains("  identical  gen.lua") && lines.contains("  identical  b.npy"))
  }

  @Test func `what writes by itself fails as in the first run`() throws {
    let (_, outcome) = try repeated(
      """
      local file <close> = io.open(fringe.output "errors.txt", "w")
      for _, call in ipairs {
        function() io.open() end, function() io.open("x", "zz") end, function() io.open({}, "w") end,
        function() io.output {} end, function() io.output "none/none.txt" end,
        function() os.rename "x" end, function() os.rename("x", {}) end,
        function() assert(io.open("none/none.txt", "w")) end, function() assert(os.rename("none", "more")) end,
        io.open, io.output, os.rename,
      } do
        file:write(select(2, xpcall(call, debug.traceback, {})), "\\n")
      end
      """)
    #expect(outcome.output == "  identical  errors.txt\n" && outcome.status == 0, "\(outcome.errors)")
  }
}
