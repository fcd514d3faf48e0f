import Foundation
import Testing

/// `fringe view` on the command line; what its page does is tested with the page.
struct ViewCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.run(
      "-o", "out", "-e",
      """
      local fringe = require "fringe"
      local image = fringe.image(64, 64, function(r, c) return math.cos(c) + math.cos(r) end)
      image:save "image.tif"
      image:roll { window = 32, step = 8, patch = 5, estimator = "phase", progress = false,
        reflections = { fringe.reflection { dx = 5, dy = 0, window = 32 } } }:save "map"
      """)
  }

  @Test(arguments: ["out", "out/run.json", "out/map", "out/image.tif"])
  func `it tells where the page is, and Ctrl-C ends it`(path: String) throws {
    let outcome = try folder.run("view", path, environment: ["DISPLAY": ""], interruptedAfter: 1.5)
    #expect(outcome.status == 130)
    #expect(
      outcome.errors.contains(
        /fringe: view on this page: http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/view\.html\n/))
    #expect(outcome.errors.contains("ssh -L "))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    ("nothing", "no such file"), (".", "no result is in this folder"),
    ("note.txt", "nothing that can be shown"),
  ])
  func `what there is nothing to see of is an error`(path: String, reason: String) throws {
    try folder.write("hello", to: "note.txt")
    let outcome = try folder.run("view", path)
    #expect(outcome.status == 1 && outcome.errors.hasPrefix("fringe: \(path)"))
    #expect(outcome.errors.contains(reason) && outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func `a port that makes no sense is refused`() throws {
    #expect(try folder.run("view", "out", "--port", "99999").status == 64)
  }
}
