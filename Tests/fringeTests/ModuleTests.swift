import Foundation
import Hashing
import Testing

/// Files of code besides the script: `require`, `dofile` and `loadfile` are Lua's, and what they load stands in `run.json`.
struct ModuleTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func record(_ name: String = "out/run.json") throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func modules(_ name: String = "out/run.json") throws -> [String: String] {
    let list = try #require(try record(name)["modules"] as? [[String: String]])
    return Dictionary(list.map { ($0["path"] ?? "", $0["sha256"] ?? "") }) { "\($0) \($1)" }
  }

  private func digest(_ name: String) throws -> String {
    var hash = SHA256()
    hash.update(try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8))
    return hash.hexadecimalDigest()
  }

  /// A script that loads code in every way.
  private func writeScript() throws {
    try folder.write("return { size = 8, last = require 'lib.last' }", to: "helper.lua")
    try folder.write("return 3", to: "lib/last.lua")
    try folder.write("return 4", to: "done.lua")
    try folder.write("return 5", to: "loaded.lua")
    try folder.write("return { value = function() return 6 end }", to: "measure.lua")
    try folder.write(
      """
      local fringe = require "fringe"
      local p = fringe.params { side = 24 }
      local helper, from = require "helper"
      assert(from == "./helper.lua" and package.loaded.helper == helper and require "helper" == helper)
      local sum = helper.size + helper.last + dofile "done.lua" + loadfile("loaded.lua")()
      local image = fringe.image(p.side, p.side, sum)
      image:map_windows({ window = 16, step = 8 }, function() return require("measure").value() end):save "a.npy"
      dofile "done.lua"
      """, to: "run.lua")
    try folder.write("return { side = 32 }", to: "my.params.lua")
  }

  @Test func `a record lists each file of code that took part, in order, with its digest`() throws {
    try writeScript()
    let options = ["--threads", "3", "--params", "my.params.lua", "run.lua"]
    let outcome = try Program.run(["-o", "out"] + options, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let list = try #require(try record()["modules"] as? [[String: String]])
    #expect(
      list.map { $0["path"] } == [
        "./helper.lua", "./lib/last.lua", "done.lua", "loaded.lua", "./measure.lua",
      ])
    for module in list { #expect(try module["sha256"] == digest(module["path"] ?? ""), "\(module)") }
    let inputs = try #require(try record()["inputs"] as? [[String: Any]])
    #expect(inputs.map { $0["path"] as? String } == ["my.params.lua"], "files of parameters are inputs")
    // The same run gives the same bytes.
    let records = try ["a", "b"].map { name in
      _ = try Program.run(["-o", name, "--record", "stable"] + options, in: folder.path)
      return FileManager.default.contents(atPath: folder.path + "/\(name)/run.json")
    }
    #expect(records[0] != nil && records[0] == records[1])
  }

  @Test func `a file counts as it was when it was loaded`() throws {
    try folder.write("return 3", to: "value.lua")
    let before = try digest("value.lua")
    try folder.write(
      """
      local fringe = require "fringe"
      fringe.image(3, 3, (require "value")):save "a.npy"
      local file <close> = io.open("value.lua", "w")
      file:write("return 4")
      """, to: "run.lua")
    try folder.run("-o", "out", "run.lua")
    #expect(try modules() == ["./value.lua": before])
  }

  @Test func `a sandboxed run lists what it has loaded, also what is shipped`() throws {
    try folder.write("return 1", to: "run/mine.lua")
    try folder.write("return { value = 2 }", to: "program/share/fringe/scripts/shipped.lua")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/program/bin", withIntermediateDirectories: true)
    // Copied by another process: while this one has it open for writing, a program started meanwhile keeps it busy.
    _ = try Program.run([Program.path, "program/bin/fringe"], by: "/bin/cp", in: folder.path)
    try folder.write(
      "require 'fringe'.image(3, 3, dofile 'run/mine.lua' + require('shipped').value):save 'a.npy'",
      to: "run/s.lua")
    let outcome = try Program.run(
      ["--sandbox", "-o", "out", "run/s.lua"], by: folder.path + "/program/bin/fringe", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let found = try modules()
    #expect(try found["run/mine.lua"] == digest("run/mine.lua"))
    let shipped = try #require(found.first { $0.key.hasSuffix("share/fringe/scripts/shipped.lua") })
    #expect(try shipped.value == digest("program/share/fringe/scripts/shipped.lua") && found.count == 2)
  }

  @Test func `rerun tells of code that has changed, is missing or is new`() throws {
    try writeScript()
    try folder.run("-o", "out", "run.lua")
    #expect(try folder.run("rerun", "out/run.json").output == "  identical  a.npy\n")
    // The same result from other code.
    try folder.write("return { value = function() return 2 * 3 end }", to: "measure.lua")
    let changed = try folder.run("rerun", "out/run.json")
    #expect(changed.output == "! module has changed since  ./measure.lua\n  identical  a.npy\n")
    #expect(changed.status == 1)
    // Found elsewhere now.
    try FileManager.default.removeItem(atPath: folder.path + "/measure.lua")
    try folder.write("return { value = function() return 7 end }", to: "elsewhere/measure.lua")
    let moved = try folder.run("rerun", "out/run.json", environment: ["FRINGE_PATH": "elsewhere"])
    #expect(
      moved.output
        == "! module is missing  ./measure.lua\n! module is new  elsewhere/measure.lua\n! differs  a.npy\n")
    let missing = try folder.run("rerun", "out/run.json")
    let told = missing.output.split(separator: "\n")
    #expect(told.prefix(2) == ["! module is missing  ./measure.lua", "! missing  a.npy"])
    #expect(told.last?.hasPrefix("! ended otherwise  ") == true)
    #expect(missing.status == 1)
    #expect(missing.errors.contains("module 'measure' not found"))
  }

  @Test func `loading is as in Lua`() throws {
    try folder.write("return ...", to: "given.lua")
    try folder.write("x = = 1", to: "wrong.lua")
    try folder.write("error 'no'", to: "raises.lua")
    try folder.write("#! a first line\nreturn coroutine.yield(1), 2, nil", to: "yields.lua")
    try folder.write("return value", to: "global.lua")
    try folder.write(
      """
      local function message(f, ...)
        local ok, text = pcall(f, ...)
        assert(not ok)
        return text
      end
      -- Every path that was tried is told.
      local expected = "module 'no.such' not found:\\n\\tno field package.preload['no.such']"
      for _, path in ipairs { package.path, package.cpath } do
        for template in path:gmatch "[^;]+" do expected = expected .. "\\n\\tno file '" .. template:gsub("?", "no/such") .. "'" end
      end
      for template in package.cpath:gmatch "[^;]+" do
        expected = expected .. "\\n\\tno file '" .. template:gsub("?", "no") .. "'"
      end
      assert(message(require, "no.such") == expected, message(require, "no.such"))
      assert(message(require, "wrong"):find("^error loading module 'wrong' from file './wrong.lua':\\n\\t./wrong.lua:1: "))
      assert(message(require, "raises") == "./raises.lua:1: no")
      local name, path = require "given"
      assert(name == "given" and path == "./given.lua")
      -- The searchers can be called, replaced and added to.
      assert(#package.searchers == 4)
      local loader, file = package.searchers[2] "given"
      assert(loader("a", file) == "a" and file == "./given.lua")
      assert(package.searchers[2] "none":find("^no file './none.lua'"))
      table.insert(package.searchers, 2, function(module)
        return module == "mine" and function(...) return select("#", ...) end or nil, "there"
      end)
      local value, origin = require "mine"
      assert(value == 2 and origin == "there")
      package.path = 5 package.path = nil
      assert(message(require, "other"):find("'package.path' must be a string", 1, true))
      -- dofile and loadfile.
      local absent = "cannot open none.lua: No such file or directory"
      assert(message(dofile, "none.lua") == absent and message(dofile, "raises.lua") == "raises.lua:1: no")
      assert(select(2, loadfile "none.lua") == absent and select("#", loadfile "none.lua") == 2)
      assert(message(function() dofile {} end):find("bad argument #1 to 'dofile' (string expected, got table)", 1, true))
      assert(message(function() loadfile {} end):find("bad argument #1 to 'loadfile' (string expected, got table)", 1, true))
      assert(select("#", dofile "given.lua") == 0)
      local run = coroutine.wrap(function() return select("#", dofile "yields.lua") end)
      assert(run() == 1 and run(7) == 3)
      assert(loadfile("global.lua", "t", { value = 9 })() == 9 and loadfile("global.lua")() == nil)
      assert(not pcall(loadfile("global.lua", "bt", nil)))
      assert(select(2, loadfile("global.lua", "b")):find("attempt to load a text chunk", 1, true))
      print "done"
      """, to: "run.lua")
    let outcome = try folder.run("run.lua")
    #expect(outcome.output == "done\n", "\(outcome.errors)")
    let trace = try folder.run("-e", "dofile 'raises.lua'").errors
    #expect(
      trace == """
        fringe: raises.lua:1: no
        stack traceback:
        	[C]: in function 'error'
        	raises.lua:1: in main chunk
        	[C]: in function 'dofile'
        	(command line):1: in main chunk

        """)
  }
}
