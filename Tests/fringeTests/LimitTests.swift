import Foundation
import Testing

/// Limits of a run, by the real executable: each ends with its message and status 1.
struct LimitTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let isSanitized = ProcessInfo.processInfo.environment["FRINGE_SANITIZER"] != nil

  @Test(arguments: [
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "while true do pcall(error) end",
    "while true do pcall(string.rep, 'x', 1 << 20) end",
    "while true do xpcall(error, function() while true do end end) end",
    "local function deep() pcall(deep) deep() end while true do pcall(deep) end",
    "local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end",
    "while true do coroutine.wrap(function() pcall(function() while true do end end) end)() end",
    "setmetatable({}, { __gc = function() while true do end end }) collectgarbage() collectgarbage()",
    "kept = setmetatable({}, { __gc = function() while true do end end })",
    "local x <close> = setmetatable({}, { __close = function() while true do end end })",
    "local x <close> = setmetatable({}, { __close = function() while true do pcall(error) end end }) error 'x'",
    "error(setmetatable({}, { __tostring = function() while true do end end }))",
    "error(setmetatable({}, { __tostring = function() error(1) end })) while true do end",
    "string.find(('a'):rep(60), ('a?'):rep(60) .. ('a-'):rep(60) .. 'b')",
    "pcall(string.match, ('a'):rep(100000), '.-.-.-.-.-b') while true do end",
    "load(function() return 'x = 1 ' end)",
    "table.sort({ 3, 1, 2 }, function() while true do end end)",
    "('x'):rep(1000):gsub('x', function() while true do end end)",
    "local t = setmetatable({}, { __index = function() while true do end end }) return t.x",
    "for i = 1, math.huge do io.stderr:write('') end",
    "local f = require 'fringe' f.image(100, 100, function() while true do end end)",
    "local i = require 'fringe'.image(3000, 3000, 1) while true do i = i:median_filter(99) end",
    "local f = require 'fringe' f.image(64, 64, 1):map_windows({ window = 16 }, function() while true do end end)",
    "local f = require 'fringe' f.image(64, 64, 1):map_windows({ window = 16 }, function() while true do pcall(error) end end)",
  ])
  func `the time is up`(code: String) throws {
    let outcome = try folder.run("--time", "0.3s", "-e", code)
    #expect(outcome.status == 1)
    let isExpected =
      outcome.errors.contains("the script takes longer than --time 0.3s allows")
      || code.hasPrefix("error(setmetatable({}, { __tostring = function() error(1)")
    #expect(isExpected, "\(outcome.errors)")
    #expect(folder.files.filter { !$0.hasPrefix(".") }.isEmpty)
  }

  @Test(
    .disabled(if: isSanitized, "a sanitizer needs memory too"),
    arguments: [
      "local t = {} for i = 1, 1e9 do t[i] = i end",
      "while true do pcall(function() local t = {} for i = 1, 1e9 do t[i] = { i } end end) end",
      "local s = ('x'):rep(1 << 30)",
      "while true do pcall(string.rep, 'x', 1 << 30) end",
      "local s = 'x' while true do s = s .. s end",
      "local s = 'x' while true do pcall(function() s = s .. s end) end",
      "table.concat(setmetatable({}, { __len = function() return 1 << 30 end, __index = function() return 'xxxxxxxx' end }))",
      "kept = {} while true do kept[#kept + 1] = coroutine.create(function() end) end",
      "kept = {} while true do kept[#kept + 1] = setmetatable({}, { __gc = function() end }) end",
      "local f = require 'fringe' t = {} while true do t[#t + 1] = f.image(1000, 1000, 1) end",
      "local f = require 'fringe' t = {} while true do pcall(function() t[#t + 1] = f.image(1000, 1000, 1) end) end",
      "local f = require 'fringe' local i = f.image(1000, 1000, 1) t = {} while true do t[#t + 1] = i + 1 end",
      "local f = require 'fringe' local i = f.image(1000, 1000, 1) t = {} while true do t[#t + 1] = i:above(0) end",
      "local f = require 'fringe' local i = f.image(1000, 1000, 1) t = {} while true do t[#t + 1] = i:fft() end",
      "local f = require 'fringe' f.image(30000, 30000, 1)",
      "local f = require 'fringe' local t = f.table { 'a', 'b' } while true do t:add { a = 1, b = 2 } end",
      """
      local f = require 'fringe'
      f.image(64, 64, 1):map_windows({ window = 16 }, function() local t = {} while true do t[#t + 1] = {} end end)
      """,
    ])
  func `the memory is used up`(code: String) throws {
    let outcome = try folder.run("--memory", "64M", "--time", "60s", "-e", code)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("the script needs more memory than --memory 64M allows"), "\(outcome.errors)")
  }

  @Test(.disabled(if: isSanitized, "a sanitizer needs memory too"))
  func `images that nothing holds any more do not count`() throws {
    let outcome = try folder.run(
      "--memory", "64M", "-e",
      """
      local fringe = require "fringe"
      for i = 1, 300 do local image = fringe.image(1000, 1000, i) + 1 end
      for i = 1, 30 do local text = ("x"):rep(8 << 20) end
      print "done"
      """)
    #expect(outcome.output == "done\n" && outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `what was saved before the time was up is whole and in the record`() throws {
    let outcome = try folder.run(
      "--time", "0.5s", "-e", "require 'fringe'.image(9, 9, 1):save 'a.npy' while true do end")
    #expect(outcome.status == 1)
    let record = try String(contentsOfFile: folder.path + "/run.json", encoding: .utf8)
    #expect(record.contains("takes longer than --time 0.5s") && record.contains("a.npy"))
  }
}
