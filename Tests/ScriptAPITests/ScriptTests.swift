import Foundation
import Scripting
import TestSupport
import Testing

/// Tests that are scripts: every file in Tests/Lua must run to its end.
struct ScriptTests {
  static let scripts =
    (try? FileManager.default.contentsOfDirectory(atPath: Checkout.path("Tests/Lua")))?
    .filter { $0.hasSuffix(".lua") }.sorted() ?? []

  @Test func `there are scripts to run`() { #expect(Self.scripts.count >= 6) }

  @Test(arguments: scripts)
  func `a script runs to its end`(name: String) throws {
    let run = try ScriptRun()
    let code = try Data(contentsOf: URL(filePath: Checkout.path("Tests/Lua/\(name)")))
    do {
      try run.state.results(of: Array(code), name: "@\(name)")
    } catch {
      Issue.record("\(error.text)")
    }
  }

  @Test func `saving twice to one path warns, and a note tells what a file lacks`() throws {
    let run = try ScriptRun()
    _ = try run("im = fringe.image(3, 3, 1) im:save('a.npy') fringe.load('a.npy')")
    #expect(run.console.contains("fringe: note: a.npy: an NPY file holds no calibration"))
    #expect(!run.console.contains("warning"))
    _ = try run("im:save('a.npy')")
    #expect(run.console.contains("fringe: warning:"))
  }

  @Test func `planes that strain makes too fine for the pixels are a warning`() throws {
    let run = try ScriptRun()
    _ = try run("fringe.simulate { size = 64, reflections = { { 0.08, 0, 0.1 } }, strain = 0.2 }")
    #expect(!run.console.contains("warning"))
    _ = try run("fringe.simulate { size = 64, displacement = function(x) return -3 * x, 0 end }")
    #expect(
      run.console.contains(
        "fringe.simulate: in 100 % of the crystal planes are two pixels apart or less, those of reflection 3 down to 0.0576 nm: "
          + "no image can show them; take less strain or displacement, or a smaller pixel_size"))
    _ = try run("fringe.simulate { size = 64, pixel_size = 0.02, atoms = { crystal = 'Si', axis = '987' } }")
    #expect(run.console.contains("no planes of Si along [987] are more than two pixels apart"))
  }

  @Test func `strain without a value anywhere is a warning that says why`() throws {
    let run = try ScriptRun()
    // Both reflections take the same spot: their patches overlap.
    _ = try run(
      """
      local image = fringe.simulate { size = 96, full = true, grain_rotation = 0, strain = 0, pixel_size = 0.03,
        reflections = { { 0.25, 0, 0.2 } } }
      local map = image:roll { window = 64, step = 16, estimator = "phase", reflections = {
        fringe.reflection { spacing = 0.25, angle = 8 }, fringe.reflection { spacing = 0.25, angle = -8 } } }
      map:strain {}
      """)
    #expect(run.console.contains(": no pixel has a value"))
    #expect(run.console.contains("one spot for several of its reflections: roll with a larger window"))
  }

  @Test func `one thread and two give the same bytes`() throws {
    let code = """
      local image = fringe.simulate { size = 96 }
      local map = image:roll { window = 32, patch = 9, step = 2, reflections = {
        fringe.reflection { spacing = 0.2355, angle = 20 }, fringe.reflection { spacing = 0.2039, angle = 145.26 } } }
      map:save("map")
      map:figure { show = { "spacing", "angle" } }:save("map.pdf")
      """
    let one = try ScriptRun(threads: 1)
    let two = try ScriptRun(threads: 2)
    _ = try one(code)
    _ = try two(code)
    let files = try FileManager.default.subpathsOfDirectory(atPath: one.folder).sorted()
    #expect(files.count > 10)
    for file in files where !FileManager.default.isDirectory(one.path(file)) {
      #expect(
        FileManager.default.contents(atPath: one.path(file))
          == FileManager.default.contents(atPath: two.path(file)),
        "\(file)")
    }
  }
}

extension FileManager {
  fileprivate func isDirectory(_ path: String) -> Bool {
    var flag: ObjCBool = false
    return fileExists(atPath: path, isDirectory: &flag) && flag.boolValue
  }
}
