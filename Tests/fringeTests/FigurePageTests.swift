import Foundation
import TestSupport
import Testing

/// docs/figures.md: its pieces of Lua are one script, which makes its pictures.
struct FigurePageTests {
  @Test func `the page's script runs and makes every picture of the page`() throws {
    let page = try String(contentsOfFile: Checkout.path("docs/figures.md"), encoding: .utf8)
    let pieces = page.matches(of: #/(?s)```lua\n(.*?)```/#).map { String($0.1) }
    let pictures = page.matches(of: #/!\[[^\]]+\]\(figures/([^)]+)\)/#).map { String($0.1) }
    #expect(pieces.count > 8 && pictures.count > 10)

    let folder = try TemporaryFolder()
    try pieces.joined(separator: "\n").write(
      toFile: folder.path + "/page.lua", atomically: true, encoding: .utf8)
    let outcome = try Program.run(["-o", "out", "page.lua"], in: folder.path)
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(try folder.run("check", "page.lua").output == "")
    for picture in pictures {
      #expect(folder.files.contains("out/\(picture)"), "\(picture)")
      #expect(FileManager.default.fileExists(atPath: Checkout.path("docs/figures/\(picture)")), "\(picture)")
    }
  }
}
