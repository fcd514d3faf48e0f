import Foundation
import Hashing
import Markup
import TestSupport
import Testing

/// The reports in docs/reports, which `./dev docs` writes.
struct CommittedReportTests {
  @Test(arguments: ShippedReports.scripts)
  func `docs have the report of every script as it is now`(script: String) throws {
    let name = "docs/reports/\(ShippedReports.name(script)).html"
    let page = try #require(XMLElement(parsing: try bytes(name)))
    // What the foot says in pairs: a name, a fact.
    let foot = try #require(page["body"]?["footer"])
    let facts = Dictionary(zip(foot.all("dt").map(\.text), foot.all("dd").map(\.text))) { $1 }
    var hash = SHA256()
    try bytes(script).withUnsafeBytes { hash.update($0) }
    #expect(
      facts["SHA-256 of the script"] == hash.hexadecimalDigest(), "\(script) has changed: run ./dev docs")
    #expect(facts["Script"] == script && facts["Date"] == nil && facts["Machine"] == nil)
    #expect(
      !page.all("p").contains { ["failed", "note"].contains($0.attributes["class"]) }, "it is complete")
    let index = try String(contentsOfFile: Checkout.path("docs/reports.md"), encoding: .utf8)
    #expect(index.contains("(reports/\(ShippedReports.name(script)).html)"))
  }

  @Test func `docs have no other reports, and they are small`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Checkout.path("docs/reports"))
    #expect(Set(files) == Set(ShippedReports.scripts.map { ShippedReports.name($0) + ".html" }))
    #expect(try files.map { try bytes("docs/reports/" + $0).count }.reduce(0, +) < 6_000_000)
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: Checkout.path(path))))
  }
}
