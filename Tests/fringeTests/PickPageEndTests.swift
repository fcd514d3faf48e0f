import BrowserTesting
import Foundation
import Testing

/// How picking ends, and what is hard about it.
@Suite(.serialized, .enabled(if: Browser.isAvailable, Browser.skip), .timeLimit(.minutes(5)))
struct PickPageEndTests {
  @Test func `closing the page cancels, as does Ctrl-C`() async throws {
    let folder = try TemporaryFolder()
    let image = try PickPage.lattice(in: folder)
    try folder.write(
      "require 'fringe'.pick(require 'fringe'.load(arg[1]), { file = 'never.lua' })", to: "script.lua")
    try await Browser.with { browser in
      let closed = try PageProgram("script.lua", image, in: folder.path)
      _ = try await PickPage.open(closed.address(), in: browser)
      try await browser.closePage()
      let end = try await closed.outcome()
      #expect(end.status == 1)
      #expect(
        end.errors.contains(
          "fringe: script.lua:1: fringe.pick: cancelled: the page was closed, and nothing is picked\n"))

      for arguments in [["script.lua", image], ["pick", image]] {
        let program = try PageProgram(arguments[0], arguments[1], in: folder.path)
        let page = try await PickPage.open(program.address(), in: browser)
        program.send(SIGINT)
        #expect(try await program.outcome().status == 130)
        try await browser.wait(until: "document.querySelector('#ended').open", for: .seconds(20))
        #expect(try await page.text("#ended").contains("ended"))
      }
    }
    #expect(!folder.files.contains("never.lua"))
  }

  @Test func `images that are hard to show are shown`() async throws {
    let folder = try TemporaryFolder()
    let images = [
      "constant": "fringe.image(40, 50, 7)", "missing": "fringe.image(300, 300, 0/0)",
      "negative": "fringe.image(600, 40, function(row) return -row end)",
      "extreme":
        "fringe.image(64, 64, function(row, column) return row == column and 1e30 or column % 4 end)",
      "smallest": "fringe.image(32, 32, function(row, column) return row * column end)",
    ]
    for (name, code) in images {
      let made = try folder.run("-e", "fringe = require 'fringe' \(code):save('\(name).npy')")
      #expect(made.status == 0, "\(made.errors)")
    }
    try await Browser.with { browser in
      for name in images.keys.sorted() {
        let program = try PageProgram("pick", name + ".npy", "--window", "32", "-n", "0", in: folder.path)
        let page = try await PickPage.open(program.address(), in: browser, hasSpots: false)
        try await browser.element("#zoom-in").click()
        try await browser.press("r")
        try await browser.element("#window-region").click()
        if try await browser.element("#mask-toggle").isEnabled {
          try await browser.element("#mask-toggle").click()
          try await browser.wait(until: "document.querySelector('#mask-status').textContent !== ''")
        }
        let complaints = try await page.complaints
        #expect(complaints == [], "\(name)")
        try await browser.element("#done").click()
        let outcome = try await program.outcome()
        #expect(outcome.status == 0, "\(name): \(outcome.errors)")
        #expect(outcome.output.contains("region_1 = { row = "), "\(name)")
      }
    }
  }

  @Test func `where no spot stands out, the place itself can be taken`() async throws {
    let folder = try TemporaryFolder()
    let image = try PickPage.lattice(in: folder)
    try await Browser.with { browser in
      let program = try PageProgram("pick", image, in: folder.path)
      let page = try await PickPage.open(program.address(), in: browser)
      try await browser.element("#spectrum").click()
      try await browser.press("0")
      try await browser.wait(until: "Number(document.querySelector('#spectrum').dataset.x) <= 0")
      try await browser.click(at: page.place(dx: 40, dy: 40))
      try await browser.wait(until: "document.querySelector('#status').textContent.startsWith('No spot')")
      try await browser.element("#as-clicked").click()
      #expect(try await page.spacings.map { abs($0 - 128 * 0.04 / 56.57) < 0.002 } == [true])
      // One and the same spot is chosen once, by itself or by its partner.
      try await browser.click(at: page.place(dx: -40, dy: -40))
      try await browser.wait(until: "document.querySelector('#status').textContent.length > 0")
      #expect(try await page.spacings.count == 1)
      try await browser.element("#take").click()
      try await browser.wait(until: "document.querySelectorAll('#spots tr').length === 3")
      try await browser.element("#done").click()
      let outcome = try await program.outcome()
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("unit = \"nm\" },"))
    }
  }
}
