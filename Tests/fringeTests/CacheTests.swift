import Foundation
import Testing

/// The cache as a user meets it.
struct CacheTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      local fringe = require "fringe"
      local p = fringe.params { seed = 1, step = 2, threshold = 1.15 }
      local image = fringe.simulate { size = 160, seed = p.seed }
      local map = image:roll { window = 80, step = p.step, reflections = {
        fringe.reflection { spacing = 0.2355, angle = 20 }, fringe.reflection { spacing = 0.2039, angle = 145.26 } } }
      map:save "map.h5"
      map:where(image:mask { threshold = p.threshold })[1].spacing:save "spacing.npy"
      """, to: "run.lua")
  }

  /// Runs the script with a cache in the folder; gives how many calls of `image:roll` took their result from it.
  @discardableResult
  private func run(_ options: String..., output: String = "out", cache: Bool = true) throws -> Int {
    let outcome = try Program.run(
      ["-o", output] + (cache ? ["--cache", "cache", "--cache-size", "1G"] : ["--no-cache"]) + options + [
        "run.lua"
      ],
      in: folder.path)
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    return try cachedCalls(output)
  }

  private func cachedCalls(_ output: String = "out") throws -> Int {
    let data = try Data(contentsOf: URL(filePath: folder.path + "/\(output)/run.json"))
    let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let steps = try #require(record["steps"] as? [[String: Any]])
    let roll = try #require(steps.first { $0["name"] as? String == "image:roll" })
    return try #require(roll["cached"] as? Int)
  }

  private var entries: [String] { folder.files.filter { $0.hasPrefix("cache/") } }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.path + "/" + name))
  }

  @Test func `a second run takes the map from the cache, and saves the same bytes`() throws {
    try run(output: "none", cache: false)
    #expect(entries.isEmpty)
    #expect(try run(output: "first") == 0)
    #expect(entries.count == 1)
    #expect(try run("--threads", "1", output: "second") == 1)
    for name in ["map.h5", "spacing.npy"] {
      #expect(
        try bytes("none/\(name)") == bytes("first/\(name)")
          && bytes("first/\(name)") == bytes("second/\(name)"))
    }
    #expect(try run("--set", "threshold=1.05") == 1, "a threshold is no part of the rolling window")
    #expect(entries.count == 1)
    #expect(try run("--set", "step=1") == 0 && run("--set", "seed=2") == 0)
    #expect(entries.count == 3)
  }

  @Test func `a damaged entry is told, and computed anew`() throws {
    try run()
    let path = folder.path + "/" + (try #require(entries.first))
    var damaged = try Data(contentsOf: URL(filePath: path))
    damaged[damaged.count / 2] ^= 4
    try damaged.write(to: URL(filePath: path))
    let outcome = try folder.run("--cache", "cache", "--cache-size", "1G", "-o", "out", "run.lua")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors == "fringe: note: image:roll: what the cache held was damaged; it is computed anew\n")
    #expect(try cachedCalls() == 0)
    #expect(try run() == 1)
  }

  @Test(arguments: ["run.lua", "/dev/null"])
  func `a folder that cannot be written is a note, and the run goes on`(place: String) throws {
    let outcome = try folder.run("--cache", place, "--cache-size", "1G", "-o", "out", "run.lua")
    #expect(outcome.status == 0 && folder.files.contains("out/map.h5"))
    #expect(
      outcome.errors.hasPrefix("fringe: note: image:roll: the result is not kept for the next run: \(place)"))
    #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
  }

  @Test func `without an option it lies where the system keeps caches, and can be shown and cleared`() throws
  {
    let places = [
      (["XDG_CACHE_HOME": folder.path + "/xdg"], "xdg/fringe"),
      (["XDG_CACHE_HOME": "", "HOME": folder.path + "/home"], "home/.cache/fringe"),
    ]
    for (variables, place) in places {
      let environment = variables.merging(["FRINGE_CACHE_SIZE": "50M"]) { $1 }
      try folder.run("-o", "out", "run.lua", environment: environment)
      #expect(folder.files.filter { $0.hasPrefix(place + "/") }.count == 1)
      let shown = try folder.run("cache", "--info", environment: environment).output
      #expect(
        shown.hasPrefix("\(folder.path)/\(place): 1 result, ") && shown.hasSuffix(" kB of 50 MB\n"),
        "\(shown)")
      #expect(
        try folder.run("cache", "--clear", environment: environment).output.hasPrefix("removed 1 result, "))
      #expect(folder.files.filter { $0.hasPrefix(place + "/") }.isEmpty)
      #expect(try folder.run("cache", environment: environment).output.contains(": 0 results, 0 bytes of "))
    }
    let none = try folder.run("cache", environment: ["XDG_CACHE_HOME": "", "HOME": ""])
    #expect(none.status == 1 && none.errors.contains("give --cache FOLDER"))
    #expect(try folder.run("--cache-size", "much", "run.lua").status == 64)
  }

  @Test func `rerun computes everything`() throws {
    try run()
    let environment = ["XDG_CACHE_HOME": folder.path + "/xdg", "FRINGE_CACHE_SIZE": "1G"]
    #expect(try folder.run("rerun", "out/run.json", environment: environment).status == 0)
    #expect(!folder.files.contains { $0.hasPrefix("xdg/") })
  }

  @Test func `two runs at once share the folder`() throws {
    let folder = folder
    let outcomes = try [1, 2].map { number in
      let process = Process()
      process.executableURL = URL(filePath: Program.path)
      process.arguments = ["--cache", "cache", "--cache-size", "1G", "-o", "out\(number)", "run.lua"]
      process.currentDirectoryURL = URL(filePath: folder.path)
      try process.run()
      return process
    }
    for process in outcomes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(try bytes("out1/map.h5") == bytes("out2/map.h5"))
    #expect(try entries.count == 1 && run() == 1)
  }

  @Test func `the oldest results go when there are too many`() throws {
    for seed in 1...3 {
      try folder.run(
        "--cache", "cache", "--cache-size", "500k", "-o", "out", "--set", "seed=\(seed)", "run.lua")
    }
    #expect(entries.count == 1)
    let outcome = try folder.run(
      "--cache", "cache", "--cache-size", "500k", "-o", "out", "--set", "seed=3", "run.lua")
    #expect(try outcome.status == 0 && cachedCalls() == 1, "the youngest stays")
  }

  @Test func `a size that is no number of bytes is told`() throws {
    for size in ["lots", "-1", "4X"] {
      let outcome = try folder.run("-e", "print(1)", environment: ["FRINGE_CACHE_SIZE": size])
      #expect(outcome.status == 64 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("FRINGE_CACHE_SIZE is \"\(size)\", which is no number of bytes"))
    }
    for size in ["", "0", "20G"] {
      #expect(try folder.run("-e", "print(1)", environment: ["FRINGE_CACHE_SIZE": size]).output == "1\n")
    }
    let given = try folder.run(
      "--cache-size", "1G", "-e", "print(1)", environment: ["FRINGE_CACHE_SIZE": "x"])
    #expect(given.status == 0, "what is given comes first")
  }
}
