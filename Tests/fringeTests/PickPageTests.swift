import BrowserTesting
import Foundation
import TestSupport
import Testing

/// `fringe pick` and `fringe.pick` in a real browser.
@Suite(.serialized, .enabled(if: Browser.isAvailable, Browser.skip), .timeLimit(.minutes(5)))
struct PickPageTests {
  private static let silicon = "data/images/si110.tif"
  /// Three reflections of si110: offsets in a 256-px FFT, and spacings in nm, of the INDEX.
  private static let reflections = [
    (dx: 5.65, dy: 4.76, spacing: 0.3383), (dx: -2.53, dy: 6.79, spacing: 0.3451),
    (dx: 3.11, dy: 11.55, spacing: 0.2090),
  ]
  private static let script = """
    local fringe = require "fringe"
    local image = fringe.load(arg[1])
    local picked = fringe.pick(image, { count = 3, window = 512, file = "picked.lua" })
    for _, reflection in ipairs(picked.reflections) do print(("%.17g %.17g"):format(reflection.gx, reflection.gy)) end
    for name, region in fringe.sorted(picked.regions) do print(name, image:region(region):count(), #(region.polygon or {})) end
    print(picked.threshold, image:mask(picked.mask):sum())
    image:save("out.npy")
    """

  @Test(.enabled(if: SharedData.exists(silicon), SharedData.skip))
  func `three spots of silicon are picked, and the next run needs no browser`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.script, to: "script.lua")
    let image = SharedData.path(Self.silicon)
    let first = try await Browser.with { browser in
      let program = try PageProgram("script.lua", image, in: folder.path)
      let page = try await PickPage.open(program.address(), in: browser)
      #expect(try await page.text("#done") == "Done (0 of 3)")
      for spot in Self.reflections { try await page.pick(dx: 2 * spot.dx, dy: 2 * spot.dy) }
      for (found, expected) in zip(try await page.spacings, Self.reflections) {
        #expect(abs(found / expected.spacing - 1) < 0.005, "\(found) nm")
      }
      try await drawPolygon(page)
      try await chooseMask(page)

      // Loading the page again keeps everything.
      try await browser.reload()
      try await page.settle()
      #expect(try await page.spacings.count == 3)
      #expect(try await page.text("#done") == "Done (3 of 3)")
      let name: String = try await browser.element("#regions input").property("value")
      #expect(name == "grain")

      let before = try await page.complaints
      #expect(before == [])
      try await browser.element("#done").click()
      let outcome = try await program.outcome()
      try await browser.wait(until: "document.querySelector('#ended').open")
      let after = try await page.complaints
      #expect(after == [])
      return outcome
    }
    #expect(first.status == 0, "\(first.errors)")
    let text = try String(contentsOfFile: folder.path + "/picked.lua", encoding: .utf8)
    #expect(text.contains("grain = { polygon = {"))
    #expect(text.contains("mask = { threshold = 0.9, open = 15, close = 20, keep = \"dark\" }"))
    #expect(first.output.contains("grain\t"))

    let second = try folder.run("script.lua", image)
    #expect(second.status == 0)
    #expect(second.output == first.output)
    #expect(second.errors.isEmpty)
    let record = try String(contentsOfFile: folder.path + "/run.json", encoding: .utf8)
    #expect(record.contains("\"path\": \"picked.lua\""))
    // The reflections of the file are read elsewhere, too.
    let list = try folder.run("-e", "print(#require 'fringe'.load_reflections 'picked.lua')")
    #expect(list.output == "3\n")
  }

  private func drawPolygon(_ page: PickPage) async throws {
    try await page.browser.element("[data-tool=polygon]").click()
    for (row, column) in [(100.0, 100.0), (120, 300), (300, 280), (260, 90)] {
      try await page.browser.click(at: page.place(row: row, column: column))
    }
    try await page.browser.press(.enter)
    // The name is ready to be written over.
    try await page.browser.type("grain")
    try await page.browser.press(.enter)
    #expect(try await page.text("#regions li span") == "4 corners")
  }

  private func chooseMask(_ page: PickPage) async throws {
    try await page.browser.element("#mask-toggle").click()
    try await page.browser.wait(until: "document.querySelector('#mask-status').textContent.includes('%')")
    let before = try await page.text("#mask-status")
    try await page.browser.run("document.querySelector('#threshold').select()")
    try await page.browser.type("0.9")
    try await page.browser.press(.enter)
    try await page.browser.wait(
      until: "document.querySelector('#mask-status').textContent !== \"\(before)\"")
    #expect(try await page.text("#mask-status").hasSuffix(" % of the image is inside."))
  }

  @Test(.enabled(if: SharedData.exists(silicon), SharedData.skip))
  func `the spectrum follows the window`() async throws {
    let folder = try TemporaryFolder()
    try await Browser.with { browser in
      let program = try PageProgram("pick", SharedData.path(Self.silicon), in: folder.path)
      let page = try await PickPage.open(program.address(), in: browser)
      let before = try await page.number("#spectrum", "updates")
      try await browser.drag(
        from: page.place(row: 256, column: 256), through: page.place(row: 150, column: 300),
        page.place(row: 300, column: 150), steps: 30)
      try await browser.wait(until: "document.querySelector('#image').dataset.window === '236,86'")
      #expect(try await page.number("#spectrum", "updates") > before + 5)
      // It stays in the image; arrow keys move it.
      try await browser.drag(
        from: page.place(row: 300, column: 150), through: page.place(row: 500, column: 10))
      try await browser.wait(until: "document.querySelector('#image').dataset.window === '384,0'")
      try await browser.press(.up, times: 2)
      try await browser.press(.right, holding: .shift)
      try await browser.wait(until: "document.querySelector('#image').dataset.window === '376,32'")
      try await browser.element("#cancel").click()
      let outcome = try await program.outcome()
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("fringe: cancelled, and nothing is picked\n"))
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `everything can be done by keys`() async throws {
    let folder = try TemporaryFolder()
    let image = try PickPage.lattice(in: folder)
    try await Browser.with { browser in
      let program = try PageProgram("pick", image, "-n", "1", "-o", "out/picked.lua", in: folder.path)
      let page = try await PickPage.open(program.address(), in: browser)
      // From the image to the spectrum, and from zero frequency + 8 to 17.07 px, the spot.
      try await browser.run("document.querySelector('#image').focus()")
      try await browser.press(.tab)
      let focused: String = try await browser.focused.property("id")
      #expect(focused == "spectrum")
      try await browser.press(.right, times: 9)
      try await browser.press(.enter)
      try await browser.wait(until: "document.querySelectorAll('#spots tr').length === 1")
      #expect(try await page.spacings.allSatisfy { abs($0 - 0.3) < 0.001 })
      for element in try await browser.elements("button, input, select, canvas")
      where try await element.isDisplayed {
        #expect(try await !element.accessibleName.isEmpty)
      }
      try await browser.run("document.querySelector('#done').focus()")
      try await browser.press(.enter)
      let outcome = try await program.outcome()
      #expect(outcome.status == 0)
      #expect(outcome.output == "out/picked.lua\n")
      let text = try String(contentsOfFile: folder.path + "/out/picked.lua", encoding: .utf8)
      #expect(text.hasPrefix("-- Picked by eye on lattice: 400×400 pixels, 0.0400 nm/px.\n"))
    }
  }
}
