import Foundation
import Testing

/// A run that is killed leaves whole files or none, and a cache that can be used.
struct KillTests {
  @Test func `kill -9 at 50 moments leaves no half file and no wrong result`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      local fringe = require "fringe"
      local image = fringe.simulate { size = 160 }
      local map = image:roll { window = 80, step = 2, reflections = {
        fringe.reflection { spacing = 0.2355, angle = 20 }, fringe.reflection { spacing = 0.2039, angle = 145.26 } } }
      local spacing = map[1].spacing
      for i = 1, 4 do spacing:save(("spacing%d.tif"):format(i)) end
      map:save "map.h5"
      spacing:save "spacing.npy"
      spacing:figure():save "spacing.png"
      """, to: "run.lua")
    let begin = Date()
    #expect(try folder.run("--no-cache", "-o", "whole", "run.lua").status == 0)
    let duration = Date().timeIntervalSince(begin)
    let names = folder.files.filter { $0.hasPrefix("whole/") && !$0.hasSuffix(".json") }.map {
      $0.dropFirst(6)
    }
    #expect(names.count == 7)
    func bytes(_ name: String) throws -> Data {
      try Data(contentsOf: URL(filePath: folder.path + "/" + name))
    }
    let whole = try Dictionary(uniqueKeysWithValues: names.map { ($0, try bytes("whole/\($0)")) })

    var killed = 0
    for moment in 0..<50 {
      // With an empty cache and with one that others have left.
      if moment % 2 == 0 { try? FileManager.default.removeItem(atPath: folder.path + "/cache") }
      try? FileManager.default.removeItem(atPath: folder.path + "/out")
      let process = Process()
      process.executableURL = URL(filePath: Program.path)
      process.arguments = ["--quiet", "--cache", "cache", "--cache-size", "1G", "-o", "out", "run.lua"]
      process.currentDirectoryURL = URL(filePath: folder.path)
      try process.run()
      Thread.sleep(forTimeInterval: duration * (Double(moment) + .random(in: 0..<1)) / 50)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      for (name, data) in whole where folder.files.contains("out/\(name)") {
        #expect(try bytes("out/\(name)") == data, "\(name) at moment \(moment)")
      }
      if folder.files.contains("out/run.json") {
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: bytes("out/run.json")) }
      }
    }
    #expect(killed > 10, "most moments lie within the run")

    let outcome = try folder.run("--quiet", "--cache", "cache", "--cache-size", "1G", "-o", "out", "run.lua")
    #expect(outcome.status == 0 && outcome.errors == "")
    for (name, data) in whole { #expect(try bytes("out/\(name)") == data, "\(name) after all") }
    // The next result that is kept sweeps up what the killed ones have left.
    try folder.write("require('fringe').simulate { size = 520 }:find_reflections()", to: "next.lua")
    try folder.run("--cache", "cache", "--cache-size", "1G", "next.lua")
    #expect(folder.files.filter { $0.hasPrefix("cache/") }.allSatisfy { $0.hasSuffix(".result") })
  }
}
