import BrowserTesting
import Foundation
import Markup
import TestSupport
import Testing

/// Every script that ships is a notebook that makes a sensible report.
struct ShippedReportTests {
  private let reports: ShippedReports

  init() throws { reports = try ShippedReports() }

  @Test(arguments: ShippedReports.scripts)
  func `what ships makes a report that is a valid page`(script: String) throws {
    let (path, outcome) = try reports.make(script)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = try #require(XMLElement(parsing: Array(try Data(contentsOf: URL(filePath: path)))))
    let all = page.withDescendants
    let ids = all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count && !ids.contains(""))
    let headings = all.compactMap { ["h1": 1, "h2": 2, "h3": 3, "h4": 4][$0.name] }
    #expect(headings.first == 1 && headings.filter { $0 == 1 }.count == 1)
    #expect(zip(headings, headings.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(headings)")
    for image in page.all("img") { #expect(image.attributes["alt"]?.isEmpty == false) }
    for element in all where element.name != "a" {
      for name in ["src", "href", "srcset", "data", "action", "background", "poster"] {
        #expect(element.attributes[name]?.hasPrefix("data:") ?? true, "\(element.name) \(name)")
      }
    }
    // Text, titled cells, and something to see.
    let cells = page.all("section")
    #expect(cells.count >= 3 && !cells[0].all("h1").isEmpty, "it begins with text")
    #expect(cells.dropFirst().allSatisfy { !$0.all("h2").isEmpty }, "a cell has no title")
    #expect(!page.all("img").isEmpty || !page.all("table").filter { $0.attributes["class"] != nil }.isEmpty)
    #expect(page.all("pre").contains { $0.attributes["class"] == "printed" })
    #expect(try reports.folder.run("check", Checkout.path(script)).output == "")
  }

  @Test(.enabled(if: Browser.isAvailable, Browser.skip))
  func `reports open in a browser in light, in dark and on paper`() async throws {
    let paths = try ShippedReports.scripts.map { try reports.make($0).path }
    try await Browser.with { browser in
      try await browser.setSize(width: 1000, height: 800)
      for path in paths {
        let name: Comment = "\(path)"
        var backgrounds: [String] = []
        for scheme in ColorScheme.allCases {
          try await browser.setAppearance(scheme)
          try await browser.open(file: path)
          backgrounds.append(try await browser.element("body").style("background-color"))
          // Figures and tables keep inside the page; code and tables scroll in boxes of their own.
          #expect(try await browser.run("return document.documentElement.scrollWidth") == 1000, name)
          let pictures: Bool = try await browser.run(
            "return [...document.images].every((i) => i.complete && i.naturalWidth > 0)")
          #expect(pictures, name)
        }
        #expect(backgrounds == ["rgba(255, 255, 255, 1)", "rgba(20, 24, 29, 1)"], name)
        try await browser.setAppearance(.dark, .print)
        #expect(try await browser.element("body").style("background-color") == "rgba(255, 255, 255, 1)", name)
        #expect(try await browser.consoleMessages().isEmpty, name)
        #expect(try await browser.networkRequests().allSatisfy { $0.type == "Document" }, name)
      }
    }
  }
}

extension XMLElement {
  /// It and all that is in it, in order.
  fileprivate var withDescendants: [XMLElement] { [self] + children.flatMap(\.withDescendants) }
}
