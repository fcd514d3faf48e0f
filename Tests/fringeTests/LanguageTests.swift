import Foundation
import TestSupport
import Testing

/// Lua 5.4 is the Lua that everybody knows, in the real executable, also in the sandbox.
struct LanguageTests {
  static let scripts =
    (try? FileManager.default.contentsOfDirectory(atPath: Checkout.path("Tests/Lua")))?
    .filter { $0.hasPrefix("language_") }.sorted() ?? []

  @Test func `there are scripts to run`() { #expect(Self.scripts.count >= 7) }

  @Test(arguments: scripts, [[], ["--sandbox"], ["--memory", "1G", "--time", "5m"]])
  func `a script about the language runs to its end`(name: String, options: [String]) throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(options + [Checkout.path("Tests/Lua/\(name)")], in: folder.path)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
  }
}
