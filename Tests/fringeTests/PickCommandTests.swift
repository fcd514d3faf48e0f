import Foundation
import Testing

/// `fringe pick` and `fringe.pick` without a browser.
struct PickCommandTests {
  @Test(
    arguments: [
      (["pick"], "IMAGE"), (["pick", "a.tif", "-n", "17"], "-n must be from 0 to 16"),
      (["pick", "a.tif", "--window", "31"], "--window must be from 32"),
      (["pick", "a.tif", "--port", "65536"], "--port must be"),
    ] as [([String], String)])
  func `wrong use says what is right`(arguments: [String], expected: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(arguments, in: folder.path)
    #expect(outcome.status == 64)
    #expect(outcome.errors.lowercased().contains(expected.lowercased()))
  }

  @Test func `what cannot be picked on is an error at once`() throws {
    let folder = try TemporaryFolder()
    #expect(try folder.run("pick", "none.tif").status == 1)
    try folder.run("-e", "require 'fringe'.image(50, 60, 1):save('small.tif')")
    let small = try folder.run("pick", "small.tif")
    #expect(small.status == 1)
    #expect(
      small.errors.hasSuffix(
        "fringe: the image of 50×60 pixels is smaller than the window of 128: use a window of 50 or less\n"))
    let place = try folder.run("pick", "small.tif", "--window", "32", "-o", "small.tif/out.lua")
    #expect(place.status == 1)
    #expect(!place.errors.contains("http"))
  }

  private static let file = """
    return {
      reflections = {
        { spacing = 0.25, angle = -20.5, unit = "nm", snr = 12.5, label = "111" },
        { spacing = 0.3, angle = 250, unit = "nm" },
      },
      regions = {
        a = { row = 2, column = 3, rows = 10, columns = 20 },
        b = { row = 20, column = 20, radius = 5 },
        c = { polygon = { { row = 1, column = 1 }, { row = 30, column = 1 }, { row = 1, column = 30 } } },
      },
      mask = { threshold = 0.9, keep = "bright" },
    }
    """

  @Test func `a file is read, and nothing opens, in the sandbox too`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.file, to: "picked.lua")
    try folder.write(
      """
      local fringe = require "fringe"
      local image = fringe.image(64, 64, 1)
      local picked = fringe.pick(image, { file = "picked.lua" })
      for _, r in ipairs(picked.reflections) do print(r.spacing, r.angle, r.snr, r.label) end
      for name, region in fringe.sorted(picked.regions) do print(name, image:region(region):count(), image:region(region):sum()) end
      print(picked.threshold, picked.mask.open, picked.mask.close, picked.mask.keep)
      print(image:mask(picked.mask):sum())
      print(pcall(function() return picked.regions.grain end))
      """, to: "script.lua")
    for arguments in [["script.lua"], ["--sandbox", "script.lua"]] {
      let outcome = try Program.run(arguments, in: folder.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines.first == "0.25\t159.5\t12.5\t111")
      #expect(lines.contains("a\t4096\t200.0"))
      #expect(lines.contains("0.9\t15\t20\tbright"))
    }
  }

  @Test func `without a file the sandbox has no page`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "local f = require 'fringe' f.pick(f.image(64, 64, 1), { window = 32, file = 'none.lua' })",
      to: "script.lua")
    let outcome = try folder.run("--sandbox", "script.lua")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix(
        "fringe: script.lua:1: fringe.pick: a page needs the network, which the sandbox does not give; none.lua is not "
          + "there: make it with fringe pick IMAGE -o none.lua\n"))
  }

  @Test(arguments: [
    ("return os.exit(3)", "cannot stand here"), ("return { reflections = {} , region = {} }", "region"),
    ("return {}", "reflections"), ("return 5", "expected"),
    ("return { reflections = {}, regions = { a = { row = 1 } } }", "regions.a"),
    ("return { reflections = {}, mask = { threshold = -1 } }", "mask.threshold"),
    (String(repeating: "-", count: 2_000_000), "too large"),
  ])
  func `a damaged file is an error that says where`(text: String, expected: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "picked.lua")
    let outcome = try folder.run(
      "-e", "local f = require 'fringe' f.pick(f.image(64, 64, 1), { file = 'picked.lua' })")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("fringe.pick: "))
    #expect(outcome.errors.contains(expected), "\(outcome.errors.prefix(300))")
  }
}
