import Figures
import Foundation
import TestSupport
import Testing

/// Figures of each kind beside ones that were looked at and found good.
///
/// After a change that is meant, `FRINGE_GOLDEN=write ./dev test --filter GoldenFigureTests` writes them anew: look at
/// every one before it is committed.
struct GoldenFigureTests {
  private static let folder = Checkout.path("Tests/Golden/Figures")
  private static let isWriting = ProcessInfo.processInfo.environment["FRINGE_GOLDEN"] == "write"

  @Test(arguments: Specimen.figures.keys.sorted())
  func `a figure is what it was, in structure and in pixels`(name: String) throws {
    let figure = try #require(Specimen.figures[name])
    let outline = try FigureOutline(figure)
    let png = try figure.render(.png(resolution: 50))
    let (outlineFile, pixelFile) = ("\(Self.folder)/\(name).txt", "\(Self.folder)/\(name).png")
    if Self.isWriting {
      try outline.lines.joined(separator: "\n").write(toFile: outlineFile, atomically: true, encoding: .utf8)
      try Data(png).write(to: URL(filePath: pixelFile))
      return
    }
    let kept = try String(contentsOfFile: outlineFile, encoding: .utf8).split(separator: "\n").map(
      String.init)
    let differences = outline.differences(from: kept)
    #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "; "))")

    let golden = try Bitmap(png: Array(Data(contentsOf: URL(filePath: pixelFile))))
    let found = try Bitmap(png: png)
    try #require(found.rows == golden.rows && found.columns == golden.columns)
    // Edges may be rounded otherwise by another version of the drawing library.
    let distances = found.distances(to: golden)
    #expect(distances.reduce(0, +) / Double(distances.count) < 1.5)
    #expect(Double(distances.count { $0 > 48 }) < 0.005 * Double(distances.count))
  }

  @Test func `a changed figure is seen`() throws {
    let figure = try #require(Specimen.figures["points"])
    guard case .graph(var panel) = figure.panels[0] else { return }
    panel.series[0].y[5] += 0.0004
    let changed = Figure(panel)
    #expect(try !FigureOutline(changed).differences(from: FigureOutline(figure).lines).isEmpty)
  }
}
