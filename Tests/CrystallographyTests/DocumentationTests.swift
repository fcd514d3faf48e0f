import Crystallography
import Foundation
import TestSupport
import Testing

struct DocumentationTests {
  @Test func `the page lists every crystal with its cell and source`() throws {
    let page = try String(contentsOfFile: Checkout.path("docs/crystals.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
    for name in Crystal.names {
      let crystal = try CrystalTests.crystal(name)
      let row = try #require(rows.first { $0.hasPrefix("| \(name) |") }, "\(name)")
      let length = try #require(row.firstMatch(of: #/a = ([0-9.]+)/#).flatMap { Double($0.1) })
      #expect(abs(length / 10 - crystal.cell.a) < 1e-8, "\(name)")
      #expect(try row.contains(#require(crystal.source)), "\(name)")
    }
    #expect(rows.count == Crystal.names.count + 1)
  }
}
