import Foundation
import Testing

struct RunTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the version is that of the module`() throws {
    let version = try folder.run("--version").output
    let module = try folder.run("-e", "print('fringe ' .. require 'fringe'.version)").output
    #expect(version == module && version.hasPrefix("fringe "))
  }

  @Test func `help shows how a script is run`() throws {
    let help = try folder.run("--help")
    #expect(help.status == 0)
    for word in ["SCRIPT.lua", "--threads", "-e CODE", "--quiet"] { #expect(help.output.contains(word)) }
  }

  @Test func `a script gets its arguments as arg and as dots`() throws {
    try folder.write("#!/usr/bin/env fringe\nprint(arg[0], arg[1], arg[2], #arg, ...)", to: "s.lua")
    let outcome = try folder.run("s.lua", "a", "--threads", "1", "--", "-x")
    #expect(outcome.output == "s.lua\ta\t-x\t2\ta\t-x\n")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
  }

  @Test func `code and standard input run, in this order`() throws {
    let outcome = try folder.run("-e", "x = 1", "-e", "x = x + 1", "-", input: "print(x)")
    #expect(outcome.output == "2\n" && outcome.status == 0)
  }

  @Test func `an error ends with status 1, the message and the script's lines`() throws {
    try folder.write("local function f()\n  local x = nil + 1\nend\nf()", to: "bad.lua")
    let outcome = try folder.run("bad.lua")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("fringe: bad.lua:2: attempt to perform arithmetic on a nil value"))
    #expect(
      outcome.errors.contains("stack traceback:") && outcome.errors.contains("bad.lua:4: in main chunk"))
  }

  @Test func `an API error names the line, the function and the file`() throws {
    try folder.write("\nlocal fringe = require 'fringe'\nfringe.load('none.tif')", to: "bad.lua")
    let outcome = try folder.run("bad.lua")
    #expect(
      outcome.errors.hasPrefix(
        "fringe: bad.lua:3: fringe.load: none.tif: cannot open: no such file or folder\nstack traceback:"))
  }

  @Test(arguments: [
    [], ["rerun", "--threads", "0", "run.json"], ["--threads", "0", "-e", ""], ["--threads", "x", "-e", ""],
    ["--nonsense"], ["-e"],
  ])
  func `wrong usage ends with status 64`(arguments: [String]) throws {
    let outcome = try Program.run(arguments, in: folder.path)
    #expect(outcome.status == 64 && outcome.output.isEmpty && !outcome.errors.isEmpty)
  }

  @Test func `a script that cannot be read is named`() throws {
    let outcome = try folder.run("none.lua")
    #expect(outcome.status == 1 && outcome.errors.contains("none.lua: No such file"))
  }

  @Test(arguments: [
    ("chekc", "fringe: chekc: No such file or directory; did you mean fringe check?\n"),
    ("s", "fringe: s: No such file or directory; did you mean s.lua?\n"),
    ("far", "fringe: far: No such file or directory\n"),
    (
      "image.npy",
      "fringe: image.npy: it is no text, and so no script; fringe info image.npy tells what it is\n"
    ),
  ])
  func `what is no script is told with what may be meant`(path: String, message: String) throws {
    try folder.write("print(1)", to: "s.lua")
    #expect(try folder.run("-e", "require 'fringe'.image(4, 4, 0):save 'image.npy'").status == 0)
    let outcome = try folder.run(path)
    #expect(outcome.status == 1 && outcome.errors == message, "\(outcome.errors)")
  }

  @Test func `a relative path is saved in the output folder, an absolute one where it says`() throws {
    let absolute = folder.path + "/abs/b.npy"
    let outcome = try folder.run(
      "-o", "out/deep", "-e",
      "f = require 'fringe' i = f.image(2, 2, 1) i:save('x/a.npy') i:save('\(absolute)') print(f.load('x/a.npy').rows)"
    )
    #expect(outcome.output == "2\n", "\(outcome.errors)")
    #expect(folder.files.filter { $0.hasSuffix(".npy") } == ["abs/b.npy", "out/deep/x/a.npy"])
  }

  @Test func `a module is found beside the script first, then in FRINGE_PATH`() throws {
    try folder.write("print((require 'mine'), (require 'other'))", to: "scripts/s.lua")
    try folder.write("return 'beside'", to: "scripts/mine.lua")
    try folder.write("return 'path'", to: "lib/mine.lua")
    try folder.write("return 'other'", to: "lib/other.lua")
    let outcome = try folder.run("scripts/s.lua", environment: ["FRINGE_PATH": "none:\(folder.path)/lib"])
    #expect(outcome.output == "beside\tother\n", "\(outcome.errors)")
  }

  @Test func `notes are left out on request and warnings stay`() throws {
    let code = """
      local fringe = require "fringe"
      fringe.image(2, 2, 1):save("a.npy")
      fringe.load("a.npy")
      warn("look out")
      """
    let loud = try folder.run("-e", code)
    #expect(loud.errors.contains("fringe: note: a.npy") && loud.errors.contains("fringe: warning: look out"))
    let quiet = try folder.run("--quiet", "-e", code)
    #expect(!quiet.errors.contains("note") && quiet.errors.contains("fringe: warning: look out"))
  }

  @Test(arguments: [
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    """
    local fringe = require "fringe"
    local image = fringe.simulate { size = 512 }
    local found = image:find_reflections {}
    while true do image:roll { reflections = found } end
    """,
    """
    local image = require "fringe".image(64, 64, 1)
    image:map_windows({ window = 16 }, function() while true do pcall(string.rep, "x", 10) end end)
    """,
    """
    local image = require "fringe".image(3000, 3000, 1)
    for i = 1, 50 do image = image:median_filter(31) end
    image:save "late.tif"
    """,
    "require 'fringe'.image(2000, 2000, 1):median_filter(255)",
    "while true do require 'fringe'.simulate { size = 4000 } end",
    "string.find(('a'):rep(60), ('a?'):rep(60) .. ('a-'):rep(60) .. 'b')",
    "setmetatable({}, { __gc = function() while true do end end }) collectgarbage() collectgarbage()",
    "error(setmetatable({}, { __tostring = function() while true do end end }))",
  ])
  func `a signal ends any script, with the signal in its status and nothing half-written`(code: String) throws
  {
    for signal in [SIGINT, SIGTERM] {
      let outcome = try folder.run("-e", code, interruptedAfter: 1, signal: signal)
      #expect(outcome.status == 128 + signal)
      #expect(outcome.errors.contains("interrupted"))
      #expect(folder.files.filter { !$0.hasPrefix(".") }.isEmpty)
    }
  }

  @Test func `a signal while files are saved leaves whole files and nothing else`() throws {
    let outcome = try folder.run(
      "-e",
      """
      local image = require "fringe".image(2000, 2000, 3)
      while true do for i = 1, 3 do image:save("a" .. i .. ".npy") end end
      """, interruptedAfter: 1)
    #expect(outcome.status == 130)
    for name in folder.files where name != "run.json" {
      #expect(name.hasPrefix("a"))
      #expect(try folder.run("info", name).output.contains("2000 × 2000"))
    }
  }

  @Test func `a signal in the middle of Lua tells the line`() throws {
    // On a machine that has much else to do the process may be ended before the script has told it.
    let told = try (1...10).contains { _ in
      try folder.run("-e", "\nwhile true do end", interruptedAfter: 0.5).errors
        .contains("(command line):2: interrupted")
    }
    #expect(told)
  }

  @Test(arguments: ["", "os.exit(0)", "error 'stop'", "w:add(image) os.exit(0, true)"])
  func `a stack that is not closed leaves nothing`(end: String) throws {
    let outcome = try folder.run(
      "-e",
      """
      local fringe = require "fringe"
      local image = fringe.image(4, 4, 1)
      local w = fringe.create "s.tif"
      w:add(image)
      \(end)
      """)
    #expect(outcome.status == (end.hasPrefix("error") ? 1 : 0), "\(outcome.errors)")
    #expect(folder.files.isEmpty)
  }

  @Test func `output that is not a terminal gets no progress bar`() throws {
    let outcome = try folder.run(
      "-e",
      """
      local fringe = require "fringe"
      local image = fringe.simulate { size = 200 }
      image:roll { reflections = image:find_reflections {}, step = 4 }
      """)
    #expect(outcome.status == 0 && outcome.errors.isEmpty && outcome.output.isEmpty)
  }

  @Test(
    .disabled(
      if: ProcessInfo.processInfo.environment["FRINGE_SANITIZER"] != nil, "a sanitizer needs memory too"))
  func `a thousand images of 8 MB, made and dropped, stay under 400 MB`() throws {
    let outcome = try folder.run(
      "-e",
      """
      local fringe = require "fringe"
      for i = 1, 1000 do local image = fringe.image(1024, 2048, i) end
      print(io.open("/proc/self/status"):read("a"):match("VmHWM:%s*(%d+) kB"))
      """)
    #expect(Int(outcome.output.dropLast()).map { $0 < 400 << 10 } == true, "\(outcome.output) kB")
  }

  @Test func `random numbers are the same in every run`() throws {
    let code = "print(math.random(), math.random(1000)) print(math.random())"
    let outputs = try (0..<2).map { _ in try folder.run("-e", code).output }
    #expect(outputs[0] == outputs[1] && Set(outputs[0].split { $0.isWhitespace }).count == 3)
  }
}
