import Foundation
import TestSupport
import Testing

/// The strain pipelines and their example, run as they ship.
struct StrainScriptTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A crystal that fills the frame, stretched from -1 % on the left to 1 % on the right.
  private func simulate() throws {
    let outcome = try folder.run(
      "-e",
      "require 'fringe'.simulate { size = 320, seed = 2, full = true, grain_rotation = 0 }:save 'particle.tif'"
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  /// Rows of a saved table as `column: text`.
  private func table(_ name: String) throws -> [[String: String]] {
    let lines = try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).split(separator: "\n")
    let heads = lines[0].split(separator: ",").map { String($0.prefix { $0 != " " }) }
    return lines.dropFirst().map { line in
      Dictionary(
        uniqueKeysWithValues: zip(
          heads, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)))
    }
  }

  @Test func `the phase analysis runs on a file`() throws {
    try simulate()
    let outcome = try folder.run(
      "-o", "strain", Checkout.path("scripts/gpa.lua"), "particle.tif", "--set", "window=128", "--set",
      "reference.row=100", "--set", "reference.column=130")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for name in [
      "image.png", "spectrum.png", "strain.png", "uncertainty.png", "profile.csv", "strain/exx_sigma.tif",
    ] {
      #expect(folder.files.contains("strain/" + name), "\(name)")
    }
    let summary = try table("strain/summary.csv")
    #expect(summary.map { $0["component"] } == ["exx", "eyy", "exy", "rotation", "dilatation"])
    // From -0.8 % to 0.8 % between the margins, about 0 on average.
    let exx = try #require(summary.first)
    let (mean, std) = (Double(exx["mean"] ?? "") ?? .nan, Double(exx["std"] ?? "") ?? .nan)
    #expect(abs(mean) < 1.5e-3 && (2e-3...8e-3).contains(std), "\(exx)")
  }

  @Test func `both ways run on a file, agree, and say how well they know`() throws {
    try simulate()
    let outcome = try folder.run(
      "-o", "strain", Checkout.path("scripts/strain_map.lua"), "particle.tif", "--set", "window=96", "--set",
      "search=128")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for name in [
      "image.png", "spectrum.png", "reflections.csv", "strain_roll.png", "strain_gpa.png",
      "uncertainty_roll.png",
      "uncertainty_gpa.png", "comparison.png", "strain_roll/exx.tif", "strain_gpa/strain.txt",
    ] {
      #expect(folder.files.contains("strain/" + name), "\(name)")
    }
    for row in try table("strain/comparison.csv") {
      let (share, pull) = (Double(row["share"] ?? "") ?? .nan, Double(row["pull"] ?? "") ?? .nan)
      #expect(share < 0.015 && pull > 0 && pull < 1, "\(row)")
    }
    let summary = try table("strain/summary.csv")
    #expect(summary.count == 10 && summary[0]["method"] == "roll" && summary[5]["method"] == "gpa")
    for row in summary { #expect((Double(row["pixel_sigma"] ?? "") ?? .nan) > 1e-5, "\(row)") }
  }

  @Test func `the comparison of two ways finds a dislocation and only noise away from it`() throws {
    let outcome = try folder.run(
      "-o", "two", Checkout.path("examples/two_ways_to_strain/two_ways_to_strain.lua"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains(", 0 of them more than a window from the core"))
    let shares = outcome.output.split(separator: "\n").filter { $0.contains("phase analysis 0.") }.map {
      line in
      line.split { !"0123456789.".contains($0) }.compactMap { Double($0) }
    }
    #expect(shares.count == 4)
    for row in shares { #expect(row.count == 4 && row[1] >= 0.985 && row[3] >= 0.985, "\(row)") }
    #expect(folder.files.contains("two/two_ways.png"))
  }

  @Test(
    .enabled(if: SharedData.exists("data/images/moire.tif"), SharedData.skip),
    arguments: [
      ("si110.tif", ["step=8"]), ("moire.tif", ["window=64", "clean.radius=0.25"]),
      ("dysco3.tif", ["binning=2"]), ("gold-grain-boundary.tif", ["search=128"]),
    ])
  func `both ways run on real images`(name: String, settings: [String]) throws {
    let outcome = try Program.run(
      ["-o", "strain", Checkout.path("scripts/strain_map.lua"), SharedData.path("data/images/" + name)]
        + settings.flatMap { ["--set", $0] }, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try table("strain/summary.csv").count == 10)
    #expect(folder.files.contains("strain/comparison.png"))
  }
}
