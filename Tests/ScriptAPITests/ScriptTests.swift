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
