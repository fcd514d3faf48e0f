import BrowserTesting
import Foundation
import Imaging
import Lattice
import Testing

// What is chosen on the page, and how it looks.

extension ViewPageTests {
  @Test func `planes, reflections, colours and ranges are chosen`() async throws {
    try await with { browser, _ in
      try await browser.press("r")
      try await browser.wait(until: "fringeView.planes.shown === 'spacing.1'")
      try await browser.run(
        "const plane = document.getElementById('plane'); plane.value = 'status'; plane.dispatchEvent(new Event('change'))"
      )
      try await browser.wait(until: "fringeView.planes.shown === 'status.1'")
      let legend = try await browser.element("#statuses").text
      let count = map[1].statuses.filter { $0 == .ok }.count
      #expect(legend.contains("ok: \(count)") && legend.contains("rejected: "))
      try await browser.press("p")
      try await browser.wait(until: "fringeView.planes.shown === 'spacing.1'")
      try await browser.element("#low").clear()
      try await browser.element("#low").type("0.231\n")
      let contrast: [Double] = try await browser.run("return fringeView.stages.map.contrast")
      #expect(contrast[0] == 0.231 && contrast[1] > 0.231)
    }
  }

  @Test func `results are chosen from the list, changed ones are told`() async throws {
    try await with { browser, _ in
      try await browser.wait(until: "document.querySelectorAll('#results [data-state]').length === 6")
      let texts: [String] = try await browser.run(
        "return [...document.querySelectorAll('#results button')].map((button) => button.innerText.replace('\\n', ': '))"
      )
      #expect(
        texts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } == [
          "map", "strain: changed since the run", "image.tif", "figure.svg", "table.csv",
          "gone: files are missing",
        ])
      let buttons = try await browser.elements("#results button")
      try await buttons[1].click()
      try await browser.wait(until: "fringeView?.planes.shown === 'exx.0'")
      try await browser.move(to: place(browser, 16, 15))
      try await waitForPlace(browser, 16, 15)
      #expect(
        try await reading(browser, "exx", 0)
          == NumberFormat.format(
            Double(ViewedResults.strain[.exx][16, 15]),
            sigma: Double(ViewedResults.strain.sigma(.exx)[16, 15])))
      let range: [Double] = try await browser.run("return fringeView.stages.map.contrast")
      #expect(range[0] == -range[1])
      try await buttons[4].click()
      let heading = try await browser.element("#plain th button")
      try await heading.click()
      let cells: [String] = try await browser.run(
        "return [...document.querySelectorAll('#plain td:first-child')].map((cell) => cell.textContent)")
      #expect(cells == ["1", "2", ""])
      try await buttons[3].click()
      try await browser.wait(until: "document.querySelector('#plain img')?.naturalWidth === 20")
      try await buttons[5].click()
      try await browser.wait(until: "document.getElementById('status').textContent.includes('no such file')")
      _ = try await browser.consoleMessages()
    }
  }

  @Test(arguments: ColorScheme.allCases, [1, 2, 3])
  func `the page is whole in light and dark`(scheme: ColorScheme, number: Int) async throws {
    try await with(number) { browser, _ in
      try await browser.setAppearance(scheme)
      try await browser.reload()
      try await browser.wait(until: "window.fringeView?.planes.shown")
      let names: [String] = try await browser.run(
        """
        return [...document.querySelectorAll("button, select, input, canvas[tabindex]")]
          .filter((one) => one.checkVisibility())
          .filter((one) => !(one.getAttribute("aria-label") || one.labels?.length || one.textContent.trim()))
          .map((one) => one.id);
        """)
      #expect(names.isEmpty, "without a name: \(names)")
      let overflow: Bool = try await browser.run("return document.documentElement.scrollWidth > innerWidth")
      #expect(!overflow)
    }
  }
}
