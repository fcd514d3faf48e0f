import Foundation
import Testing

/// Where `fringe rerun` saves: the first run's files stay as they are, wherever they lie, and are compared.
struct RerunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func contents() -> [String: Data?] {
    Dictionary(folder.files.map { ($0, FileManager.default.contents(atPath: folder.path + "/" + $0)) }) { $1 }
  }

  /// A script that saves in its output folder and outside, by relative and absolute paths, and reads what it has saved.
  private func writeScript(value: Int = 1) throws {
    try folder.write(
      """
      local fringe = require "fringe"
      local image = fringe.simulate { size = 64, seed = \(value) }
      image:save "in.npy"
      image:save "../beside.npy"
      image:save(arg[1] .. "/far/far.npy")
      image:save(arg[1] .. "/work/out/near.npy")
      image:save(fringe.output "../from output.npy")
      image:roll { window = 48, step = 16, progress = false, estimator = "phase",
        reflections = { fringe.reflection { spacing = 0.2355, angle = 20 } } }:save "../map"
      local difference = fringe.load "../beside.npy" - fringe.load(arg[1] .. "/far/far.npy")
      assert(#fringe.files "../b*.npy" == 1 and difference:abs():max() == 0)
      local file <close> = assert(io.open(fringe.output "../note.txt", "w"))
      file:write(\(value))
      """, to: "work/run.lua")
  }

  @discardableResult
  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(arguments, in: folder.path + "/work")
  }

  @Test(arguments: ["full", "stable"])
  func `what was saved outside the output folder is compared, and stays`(detail: String) throws {
    try writeScript()
    let first = try run("--record", detail, "-o", "out", "run.lua", folder.path)
    #expect(first.status == 0, "\(first.errors)")
    #expect(folder.files.contains("work/beside.npy") && folder.files.contains("far/far.npy"))
    let before = contents()
    let data = try #require(before["work/out/run.json"] ?? nil)
    let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let names = try #require(record["outputs"] as? [[String: Any]]).compactMap { $0["path"] as? String }
    for name in [
      "../beside.npy", "../from output.npy", "../map/map.txt", "../note.txt", "\(folder.path)/far/far.npy",
      "in.npy", "near.npy",
    ] {
      #expect(names.contains(name), "\(names)")
    }
    let again = try run("rerun", "out/run.json")
    #expect(again.output == names.map { "  identical  \($0)\n" }.joined(), "\(again.output)\(again.errors)")
    #expect(again.status == 0)
    #expect(contents() == before)
    // Another result: told of each file, and nothing is touched.
    try writeScript(value: 3)
    let script = contents()
    let changed = try run("rerun", "out/run.json")
    #expect(changed.output.contains("! differs  ../beside.npy\n") && changed.status == 1)
    #expect(changed.output.contains("! differs  \(folder.path)/far/far.npy\n"))
    #expect(!changed.output.contains("missing") && !changed.output.contains("new  "))
    #expect(contents() == script)
  }

  @Test func `with a folder for them, new outputs from outside lie in a folder of their own`() throws {
    try writeScript()
    try run("-o", "out", "run.lua", folder.path)
    let before = contents()
    #expect(try run("rerun", "-o", "again", "out/run.json").status == 0)
    let new = contents().filter { before[$0.key] == nil }.keys
    #expect(new.contains("work/again/in.npy") && new.contains("work/again/near.npy"))
    #expect(new.contains("work/again/outside\(folder.path)/far/far.npy"))
    #expect(new.contains("work/again/outside\(folder.path)/work/beside.npy"))
    #expect(contents().filter { before[$0.key] != nil } == before)
  }

  @Test(arguments: ["out", "..", ".", "link"])
  func `a folder with outputs of the first run in it is refused`(target: String) throws {
    try writeScript()
    try run("-o", "out", "run.lua", folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/work/link", withDestinationPath: "out")
    let before = contents()
    let outcome = try run("rerun", "-o", target, "out/run.json")
    #expect(outcome.status == 1 && outcome.output == "", "\(outcome.output)")
    #expect(outcome.errors.contains("an output of the first run in it"), "\(outcome.errors)")
    #expect(contents() == before)
  }

  @Test func `what the script writes by itself is listed`() throws {
    try folder.write(
      """
      local fringe = require "fringe"
      fringe.image(3, 3, 1):save "a.npy"
      local file <close> = io.open("plain.txt", "w")
      file:write "x"
      io.output "out.txt"
      io.write "y"
      io.close()
      os.rename("out.txt", "moved.txt")
      assert(select("#", io.open("none/none.txt", "w")) == 3 and io.open "run.lua")
      local temporary = os.tmpname()
      io.open(temporary, "w"):close()
      os.remove(temporary)
      local image = fringe.image(16, 16, 1)
      image:map_windows({ window = 16, step = 16 }, function()
        local file <close> = io.open("thread.txt", "w")
        return 1
      end)
      """, to: "work/run.lua")
    try run("-o", "out", "run.lua")
    let outcome = try run("rerun", "out/run.json")
    let written = ["plain.txt", "moved.txt", "thread.txt"].map { "  written in place, not compared  \($0)\n" }
    #expect(outcome.output == "  identical  a.npy\n" + written.joined(), "\(outcome.errors)")
    #expect(outcome.status == 0)
  }

  @Test func `the record of an interrupted run, which has no digests, makes nothing up`() throws {
    try folder.write(
      """
      local fringe = require "fringe"
      fringe.load "in.npy":save "a.npy"
      while not io.open "done.txt" do collectgarbage() end
      """, to: "work/run.lua")
    try run("--record", "none", "-e", "require 'fringe'.image(3, 3, 1):save 'in.npy'")
    let interrupted = try Program.run(
      ["-o", "out", "--quiet", "run.lua"], in: folder.path + "/work", interruptedAfter: 1)
    #expect(interrupted.status == 130)
    try folder.write("now it ends", to: "work/done.txt")
    let outcome = try run("rerun", "out/run.json")
    #expect(
      outcome.output == "! without a digest in the record, not compared  a.npy\n" && outcome.status == 1)
  }

  @Test func `a record of an earlier version, with absolute paths and without modules, is compared as well`()
    throws
  {
    try folder.write(
      """
      require "fringe".image(3, 3, require "value" and 1):save "../a.npy"
      """, to: "work/run.lua")
    try folder.write("return 1", to: "work/value.lua")
    try run("-o", "out", "run.lua")
    let path = folder.path + "/work/out/run.json"
    let data = try Data(contentsOf: URL(filePath: path))
    var record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    record["modules"] = nil
    var outputs = try #require(record["outputs"] as? [[String: Any]])
    #expect(outputs[0]["path"] as? String == "../a.npy")
    outputs[0]["path"] = folder.path + "/work/a.npy"
    record["outputs"] = outputs
    try JSONSerialization.data(withJSONObject: record).write(to: URL(filePath: path))
    let outcome = try run("rerun", "out/run.json")
    #expect(outcome.output == "  identical  \(folder.path)/work/a.npy\n" && outcome.status == 0)
  }
}
