import Foundation
import TestSupport
import Testing

/// What ships is run as it ships.
struct ShippedScriptTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A simulated micrograph as a file.
  private func simulate() throws {
    let outcome = try folder.run(
      "-e", "require 'fringe'.simulate { size = 192, seed = 2 }:save 'particle.tif'")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  /// The numbers after a word in a line of a script's output.
  private func numbers(in output: String, after prefix: String) -> [[Double]] {
    output.split(separator: "\n").filter { $0.contains(prefix) }.map { line in
      line.split { !"0123456789.".contains($0) }.compactMap { Double($0) }
    }
  }

  @Test func `the demo finds the true spacings of the simulated particle`() throws {
    let outcome = try folder.run(
      "-o", "out", Checkout.path("examples/simulated_particle/simulated_particle.lua"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = numbers(in: outcome.output, after: " %  ")
    #expect(rows.count == 3)
    for row in rows {
      // reflection, true d, measured d, median |error| in %, pixels
      #expect(row.count == 5 && abs(row[2] / row[1] - 1) < 0.005 && row[3] < 0.4 && row[4] > 2000, "\(row)")
    }
    #expect(outcome.output.contains("belongs to another lattice"))
    for name in ["particle.png", "spectrum.png", "maps.png", "map/map.txt"] {
      #expect(folder.files.contains("out/" + name))
    }
  }

  @Test func `the grain boundary example finds both grains and their spacings`() throws {
    let outcome = try folder.run("-o", "out", Checkout.path("examples/grain_boundary/grain_boundary.lua"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("2 grains"))
    let spacings = numbers(in: outcome.output, after: " nm at ").map { $0[0] }
    #expect(spacings.count == 6)
    for spacing in spacings { #expect(abs(spacing - 0.2355) < 0.003 || abs(spacing - 0.2039) < 0.003) }
    for name in ["grains.png", "spacing_1.png", "spacing_2.png"] {
      #expect(folder.files.contains("out/" + name))
    }
  }

  @Test func `the original's five steps run on a file`() throws {
    try simulate()
    // A coarse map of a small image; everything else as it ships.
    let outcome = try folder.run(
      "-o", "maps", Checkout.path("scripts/lattice_maps.lua"), "particle.tif", "--set", "step=4")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let kept = numbers(in: outcome.output, after: "spread")
    #expect(kept.count == 3)
    for row in kept { #expect(abs(row[1] - 0.2355) < 0.005 || abs(row[1] - 0.2039) < 0.005, "\(row)") }
    for i in 1...3 {
      for average in ["all", "mean5", "mean10", "mean15", "mean20"] {
        for name in ["spacing", "angle"] {
          #expect(folder.files.contains("maps/\(name)_\(i)_\(average).tif"))
          #expect(folder.files.contains("maps/\(name)_\(i)_\(average).png"))
        }
      }
    }
  }

  @Test func `the five steps with error bars run on a file of any scale`() throws {
    let outcome = try folder.run(
      "-e",
      "local image = require 'fringe'.simulate { size = 192, seed = 2 }; (image / 5000):save 'particle.tif'")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let maps = try folder.run("-o", "maps", Checkout.path("scripts/lattice_maps_phase.lua"), "particle.tif")
    #expect(maps.status == 0, "\(maps.errors)")
    let kept = numbers(in: maps.output, after: "spread")
    #expect(kept.count == 3)
    // Reflection, d, its σ in units of the last digit, spread, pixels, σ of one.
    for row in kept {
      #expect(row.count == 6 && (abs(row[1] - 0.2355) < 0.005 || abs(row[1] - 0.2039) < 0.005), "\(row)")
      #expect(row.count == 6 && row[5] > 1e-5 && row[5] < 2e-3, "\(row)")
    }
    for i in 1...3 {
      for average in ["all", "mean5", "mean10", "mean15", "mean20"] {
        for name in ["spacing", "spacing_sigma", "angle", "angle_sigma"] {
          #expect(folder.files.contains("maps/\(name)_\(i)_\(average).tif"))
          #expect(folder.files.contains("maps/\(name)_\(i)_\(average).png"))
        }
      }
      #expect(folder.files.contains("maps/map/radius_sigma_\(i).tif"))
    }
  }

  @Test func `the first look works on an image given on the command line`() throws {
    try simulate()
    let outcome = try folder.run(
      "-o", "look", Checkout.path("examples/your_image/your_image.lua"), "particle.tif")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("reflection 1: d = 0.2"))
    #expect(folder.files.contains("look/maps.png"))
    #expect(try folder.run(Checkout.path("examples/your_image/your_image.lua")).status == 1)
  }

  @Test func `the rolling window by hand equals roll`() throws {
    let outcome = try folder.run(Checkout.path("examples/rolling_window_by_hand/rolling_window_by_hand.lua"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("windows compared"))
  }

  @Test func `a folder of mixed files becomes calibrated TIFF, with a table of what was done`() throws {
    let made = try folder.run(
      "-o", "mixed", "--record", "none", "-e",
      """
      local fringe = require "fringe"
      local image = fringe.image(6, 5, function(row, column) return 10 * row + column end)
      image:save "plain.npy"
      image.pixel_size = 0.04
      image:save("deep/a.tif", { type = "uint16" })
      image:save "deep/a.npy"
      local w <close> = fringe.create("series.tif", { type = "uint8", interval = 0.5 })
      for k = 1, 3 do w:add(image + k) end
      """)
    #expect(made.status == 0, "\(made.errors)")
    try folder.write("words", to: "mixed/notes.txt")
    let outcome = try folder.run(
      "-o", "converted", Checkout.path("examples/convert_to_tiff/convert_to_tiff.lua"), "mixed/")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      folder.files.filter { $0.hasPrefix("converted/") && $0 != "converted/deep" } == [
        "converted/converted.csv", "converted/deep/a-tif.tif", "converted/deep/a.tif", "converted/plain.tif",
        "converted/run.json", "converted/series.tif",
      ])
    let check = try folder.run(
      "-e",
      """
      local fringe = require "fringe"
      local t = fringe.load_table "converted/converted.csv"
      for _, row in ipairs(t) do print(row.file, row.frames, row.unit, row.pixel_size_x, row.result) end
      """)
    #expect(check.status == 0, "\(check.errors)")
    let lines = check.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(lines.count == 5)
    #expect(lines.map { $0[0] } == ["deep/a.npy", "deep/a.tif", "notes.txt", "plain.npy", "series.tif"])
    #expect(lines[1][1...] == ["1.0", "nm", "0.04", "deep/a-tif.tif"])
    #expect(lines[2][4].contains("not an image") && lines[2][1] == "nan")
    #expect(lines[3][1...] == ["1.0", "px", "1.0", "plain.tif"])
    #expect(lines[4][1...] == ["3.0", "nm", "0.04", "series.tif"])
    let info = try folder.run("info", "--json", "converted/series.tif", "converted/deep/a-tif.tif")
    for word in ["\"uint8\"", "\"uint16\"", "\"interval\": 0.5", "\"pages\": 3"] {
      #expect(info.output.contains(word), "\(info.output)")
    }
  }

  @Test func `every example has a page that says what to expect`() throws {
    let examples = try FileManager.default.contentsOfDirectory(atPath: Checkout.path("examples"))
    #expect(examples.count >= 3)
    for example in examples where !example.contains(".") {
      #expect(
        FileManager.default.fileExists(atPath: Checkout.path("examples/\(example)/README.md")), "\(example)")
      #expect(
        FileManager.default.fileExists(atPath: Checkout.path("examples/\(example)/\(example).lua")),
        "\(example)")
    }
  }

  static let luacheck = ["/usr/bin/luacheck", "/usr/local/bin/luacheck"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: luacheck != nil, "luacheck is not installed: apt install lua-check"))
  func `luacheck passes on everything that ships`() throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.luacheck))
    process.arguments = ["--no-color", "scripts", "examples", "Tests/Lua"]
    process.currentDirectoryURL = URL(filePath: Checkout.root)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let report = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(report)")
  }
}
