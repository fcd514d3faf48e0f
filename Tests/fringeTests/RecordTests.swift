import Foundation
import Hashing
import Testing

struct RecordTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      local fringe = require "fringe"
      local p = fringe.params { size = 32, mask = { threshold = 1.1 } }
      local image = fringe.load "in.npy"
      warn("look at this")
      image:resample(p.size / image.rows):save "maps/out.tif"
      local file = assert(io.open(fringe.output "note.txt", "w"))
      file:write("threshold ", p.mask.threshold, "\\n")
      file:close()
      """, to: "run.lua")
    try folder.run(
      "--record", "none", "-e",
      "require('fringe').image(16, 16, function(r, c) return r * c end):save 'in.npy'")
  }

  private func record(_ name: String = "out/run.json") throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `a run that saves something tells what it was made of`() throws {
    #expect(!folder.files.contains("run.json"))
    let outcome = try folder.run("-o", "out", "--set", "size=64", "run.lua", "one")
    #expect(outcome.status == 0)
    let record = try record()
    #expect(record["fringe"] as? String != nil && record["failure"] == nil)
    let script = try #require(record["script"] as? [String: Any])
    var hash = SHA256()
    hash.update(try String(contentsOfFile: folder.path + "/run.lua", encoding: .utf8))
    #expect(script["path"] as? String == "run.lua" && script["sha256"] as? String == hash.hexadecimalDigest())
    #expect(record["arguments"] as? [String] == ["one"] && record["set"] as? [String] == ["size=64"])
    let parameters = try #require(record["parameters"] as? [String: Double])
    #expect(parameters == ["size": 64, "mask.threshold": 1.1])
    #expect(record["warnings"] as? [String] == ["look at this"])
    let inputs = try #require(record["inputs"] as? [[String: Any]])
    #expect(inputs.count == 1 && inputs[0]["path"] as? String == "in.npy")
    let image = try #require(inputs[0]["image"] as? [String: Any])
    #expect(
      image["rows"] as? Int == 16 && image["unit"] as? String == "px" && image["format"] as? String == "NPY"
        && image["calibration"] as? String == "none")
    let outputs = try #require(record["outputs"] as? [[String: Any]])
    #expect(outputs.map { $0["path"] as? String } == ["maps/out.tif", "note.txt"])
    #expect(outputs.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
    #expect(record["date"] != nil && record["machine"] != nil && record["seconds"] as? Double != nil)
  }

  @Test func `a stable record of the same run has the same bytes, none is none`() throws {
    for name in ["a", "b"] { try folder.run("-o", name, "--record", "stable", "run.lua") }
    let bytes = try ["a", "b"].map { try Data(contentsOf: URL(filePath: folder.path + "/\($0)/run.json")) }
    #expect(bytes[0] == bytes[1])
    #expect(try record("a/run.json")["machine"] == nil)
    try folder.run("-o", "c", "--record", "none", "run.lua")
    #expect(folder.files.contains("c/note.txt") && !folder.files.contains("c/run.json"))
    #expect(try folder.run("-e", "print(1)").status == 0)
    #expect(!folder.files.contains("run.json"), "nothing was saved")
  }

  @Test func `a run that fails after saving tells why`() throws {
    try folder.write("require('fringe').image(3, 3, 1):save 'a.npy' error('no more')", to: "fail.lua")
    #expect(try folder.run("fail.lua").status == 1)
    #expect((try record("run.json")["failure"] as? String)?.contains("no more") == true)
  }

  @Test func `a signal while the record is made ends the run, and the record tells it`() throws {
    // It comes when the script has ended, and the digest of a large file is being taken.
    try folder.write(
      """
      require("fringe").image(6000, 6000, tonumber(arg[1])):save "a.tif"
      os.execute "(sleep 0.02; kill -INT $PPID) &"
      """, to: "signal.lua")
    for value in ["1", "2", "3"] {
      let outcome = try folder.run("-o", "out", "signal.lua", value)
      let record = try record()
      #expect(record["arguments"] as? [String] == [value])
      let file = try #require((record["outputs"] as? [[String: Any]])?.first)
      #expect(file["path"] as? String == "a.tif")
      if outcome.status == 130 {
        #expect((record["failure"] as? String)?.contains("interrupted") == true && file["sha256"] == nil)
      } else {
        #expect(outcome.status == 0 && record["failure"] == nil && file["sha256"] != nil)
      }
    }
  }

  @Test func `rerun finds all outputs identical and leaves them alone`() throws {
    try folder.run("-o", "out", "--set", "size=64", "run.lua")
    let before = try FileManager.default.attributesOfItem(atPath: folder.path + "/out/maps/out.tif")
    let outcome = try folder.run("rerun", "--threads", "1", "out/run.json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "  identical  maps/out.tif\n  identical  note.txt\n")
    let after = try FileManager.default.attributesOfItem(atPath: folder.path + "/out/maps/out.tif")
    #expect(before[.modificationDate] as? Date == after[.modificationDate] as? Date)
  }

  @Test func `rerun tells what has changed`() throws {
    try folder.run("-o", "out", "run.lua")
    let text = try String(contentsOfFile: folder.path + "/run.lua", encoding: .utf8)
    try folder.write(
      text.replacingOccurrences(of: "\"threshold \"", with: "\"threshold: \"")
        + "image:save 'more.npy'\n", to: "run.lua")
    let script = try folder.run("rerun", "-o", "again", "out/run.json")
    #expect(script.status == 1)
    #expect(
      script.output
        == "! script has changed since  run.lua\n  identical  maps/out.tif\n! differs  note.txt\n! new  more.npy\n"
    )
    #expect(folder.files.contains("again/more.npy"))
    try folder.run("--record", "none", "-e", "require('fringe').image(16, 16, 3):save 'in.npy'")
    #expect(try folder.run("rerun", "out/run.json").output.contains("! input has changed since  in.npy\n"))
  }

  @Test func `what is no record is refused in one line`() throws {
    try folder.write("{\"a\": 1}", to: "other.json")
    let outcome = try folder.run("rerun", "other.json")
    #expect(outcome.status == 1 && outcome.errors.contains("not a record of a run"))
    #expect(try folder.run("rerun", "missing.json").errors.contains("cannot open"))
    try folder.run("-e", "require('fringe').image(3, 3, 1):save 'a.npy'")
    #expect(try folder.run("rerun", "run.json").errors.contains("not one of a script file"))
  }
}
