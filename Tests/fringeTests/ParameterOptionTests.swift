import Foundation
import TestSupport
import Testing

struct ParameterOptionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      #!/usr/bin/env fringe
      -- Measures something.
      --   A second line.

      local fringe = require "fringe"
      print "before"
      local p = fringe.params {
        window = { 128, min = 16, unit = "px", help = "side of the window" }, name = "x",
        image = { type = "path", help = "the micrograph" }, mask = { open = { 15, max = 99 } },
      }
      fringe.image(2, 2, 1):save "late.npy"
      print(p.window, p.name, p.mask.open, p.image, ...)
      """, to: "s.lua")
  }

  @Test func `parameters are set before or after the script, and files lie anywhere`() throws {
    try folder.write("return { window = 64, image = 'a.tif', name = 'file' }", to: "data/a.lua")
    let outcome = try folder.run(
      "--set", "name=set", "s.lua", "--params", "data/a.lua", "--set", "mask.open=3", "one", "--", "--set")
    #expect(outcome.output == "before\n64\tset\t3\tdata/a.tif\tone\t--set\n", "\(outcome.errors)")
  }

  @Test func `an unknown name ends the script where it declares its parameters`() throws {
    let outcome = try folder.run("s.lua", "--set", "windw=3")
    #expect(outcome.status == 1 && outcome.output == "before\n")
    #expect(
      outcome.errors.hasPrefix(
        "fringe: s.lua:7: fringe.params: --set: unknown parameter \"windw\"; did you mean \"window\"?; the parameters are "
          + "image, mask, name, window\n"), "\(outcome.errors)")
  }

  @Test(arguments: ["", "window = 64", "return", "return nil"])
  func `a file that returns nothing is named, and told what it lacks`(text: String) throws {
    try folder.write(text, to: "a.lua")
    let outcome = try folder.run("s.lua", "--params", "a.lua")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix(
        "fringe: s.lua:7: fringe.params: a.lua: expected a table of parameters { name = value, … }, but it returns nothing; "
          + "write return before it\n"), "\(outcome.errors)")
  }

  @Test func `what a script without parameters is given is an error at its end`() throws {
    let outcome = try folder.run("-e", "print(1)", "--set", "a=3")
    #expect(outcome.status == 1 && outcome.output == "1\n")
    #expect(outcome.errors.contains("--set a=3 had no effect"))
    #expect(try folder.run("-e", "print(1)", "--params", "none.lua").status == 1)
  }

  @Test(arguments: [["--set"], ["--set", "window"], ["--params"], ["--set", "a b=1"]])
  func `an option that is incomplete is wrong usage`(arguments: [String]) throws {
    #expect(try Program.run(["s.lua"] + arguments, in: folder.path).status == 64)
  }

  @Test func `help shows the script's first comment and its parameters, and runs no further`() throws {
    let outcome = try folder.run("s.lua", "--help")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(
      outcome.output == """
        before
        Measures something.
          A second line.

        Usage: fringe [-o FOLDER] [--set NAME=VALUE ...] [--params FILE ...] s.lua [ARGUMENT ...]

        Parameters:
          window = 128 px  side of the window (16 or more)
          name = "x"
          image            the micrograph (a path)
          mask.open = 15   (99 or less)

        """)
    #expect(!folder.files.contains("late.npy"))
  }

  @Test func `a pcall around the declaration does not make the script go on`() throws {
    try folder.write(
      "pcall(function() require 'fringe'.params { a = 1 } end) print 'late' while true do end", to: "t.lua")
    let outcome = try folder.run("--help", "t.lua")
    #expect(outcome.status == 0 && outcome.output.contains("a = 1") && !outcome.output.contains("late"))
  }

  @Test func `help does not run a script without parameters`() throws {
    try folder.write("-- Nothing to set.\nprint 'late'", to: "t.lua")
    let outcome = try folder.run("t.lua", "--help")
    #expect(outcome.status == 0 && outcome.output.hasPrefix("Nothing to set.\n"))
    #expect(
      outcome.output.hasSuffix("The script declares no parameters.\n") && !outcome.output.contains("late"))
  }

  @Test(arguments: ["scripts/lattice_maps.lua", "scripts/lattice_maps_phase.lua"])
  func `what ships says what can be set`(script: String) throws {
    let outcome = try folder.run(Checkout.path(script), "--help")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    for name in ["window = 128 px", "mask.threshold", "pixel_size nm", "clean.angle = 2.5 °"] {
      #expect(outcome.output.contains(name), "\(name)")
    }
    // Nothing is cut or wrapped by accident.
    for line in outcome.output.split(separator: "\n") where !line.contains("fringe ") {
      #expect(line.count <= 132, "\(line)")
    }
  }
}
