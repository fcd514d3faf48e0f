import Foundation
import TestSupport
import Testing

/// The examples of the cookbook, run as they ship.
struct CookbookTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs an example without other arguments; gives the numbers in each line that it prints.
  private func run(_ name: String, _ options: [String] = []) throws -> [[Double]] {
    let script = Checkout.path("examples/\(name)/\(name).lua")
    let outcome = try Program.run(["-o", "out"] + options + [script], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.run("check", script).output == "")
    return outcome.output.split(separator: "\n").map { line in
      line.replacingOccurrences(of: "(", with: " ").split { !"0123456789.".contains($0) }.compactMap {
        Double($0)
      }
    }
  }

  private func expectFigures(_ names: String...) {
    for name in names { #expect(folder.files.contains("out/\(name)"), "\(name)") }
  }

  @Test func `thresholds per dataset come from their files, and give way to the command line`() throws {
    // threshold, area, d, σ
    let rows = try run("thresholds_per_dataset")
    #expect(rows.map { $0[0] } == [1.15, 0.85])
    #expect(abs(rows[0][1] - 40.9) < 2 && abs(rows[1][1] - 9.3) < 1, "\(rows)")
    expectFigures("large.png", "small.png", "summary.csv")
    let given = try run("thresholds_per_dataset", ["--set", "mask.threshold=1.15"])
    #expect(given.map { $0[0] } == [1.15, 1.15] && given[1][1] > 11, "the mask takes in support")
  }

  @Test func `a mask of one's own keeps the error out`() throws {
    // windows, d, σ, spread
    let spread = try run("custom_mask").map { $0[3] }
    #expect(spread.count == 3 && spread[1] < 0.7 * spread[0] && spread[2] < 0.3 * spread[1], "\(spread)")
    expectFigures("masks.png")
  }

  @Test func `a third reflection lowers the uncertainty`() throws {
    let rows = try run("three_reflections_or_two")
    #expect(rows.count == 4)
    expectFigures("exx.png")
  }

  @Test func `a larger window is more certain`() throws {
    // window, fringes, σ, error, windows
    let rows = try run("another_window")
    #expect(rows.map { $0[0] } == [80, 96, 128, 160])
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0[2] > $1[2] } && rows[2][3] < rows[0][3], "\(rows)")
    expectFigures("windows.csv", "errors.png", "windows.png")
  }

  @Test func `averages scatter as their uncertainty says`() throws {
    // side, spread, σ
    let rows = try run("averaging").prefix(3)
    #expect(rows.allSatisfy { $0[1] / $0[2] > 0.6 && $0[1] / $0[2] < 1.6 }, "\(rows)")
    expectFigures("averages.csv", "averages.png", "spread.png", "pulls.png")
  }

  @Test func `colours of one's own are drawn`() throws {
    _ = try run("own_colours")
    expectFigures("colours.png")
  }

  @Test func `a batch goes on after an image without a lattice`() throws {
    let rows = try run("batch_over_a_folder")
    #expect(rows.count == 4)
    // particle, d, σ
    let particles = rows.filter { [1, 2, 3].contains($0[0]) }
    #expect(particles.count == 3 && particles.allSatisfy { abs($0[1] - 0.2355) < 0.003 }, "\(rows)")
    let table = try String(contentsOfFile: folder.path + "/out/summary.csv", encoding: .utf8)
    #expect(table.contains("noise.tif") && table.contains("no reflection found"))
    expectFigures("particle1.png", "particle2.png", "particle3.png", "summary.png")
  }

  @Test func `a measure of one's own tells crystal from support`() throws {
    let share = try #require(try run("custom_measure").first)
    #expect(share.count == 2 && share[0] > 3 * share[1], "\(share)")
    expectFigures("crystallinity.png", "share.tif")
  }
}
