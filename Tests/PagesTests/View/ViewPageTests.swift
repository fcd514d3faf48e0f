import BrowserTesting
import Foundation
import Imaging
import Lattice
import Testing

/// The page of results, as somebody sees and uses it.
@Suite(.serialized, .enabled(if: Browser.isAvailable, Browser.skip)) struct ViewPageTests {
  var map: LatticeMap { ViewedResults.map }

  /// Opens the page with a result of it.
  func with(
    _ number: Int = 1, _ body: nonisolated(nonsending) (Browser, ViewedResults) async throws -> Void
  ) async throws {
    let results = try ViewedResults()
    try await Browser.with { browser in
      try await browser.setSize(width: 1500, height: 900)
      try await browser.open(results.session.address + "#\(number)")
      if number <= 3 { try await browser.wait(until: "window.fringeView?.planes.shown") }
      try await body(browser, results)
      let messages = try await browser.consoleMessages()
      #expect(messages.isEmpty, "\(messages)")
    }
    results.session.server.stop()
  }

  /// The place of a map pixel (from 0) on the page.
  func place(_ browser: Browser, _ row: Int, _ column: Int, on stage: String = "map") async throws
    -> PagePoint
  {
    struct Place: Decodable { let x, y: Double }
    let place: Place = try await browser.run(
      """
      const { stages } = fringeView, viewer = stages[arguments[0]];
      const [x, y] = stages.toCanvas(viewer, { row: arguments[1] * stages.step, column: arguments[2] * stages.step });
      const box = viewer.canvas.getBoundingClientRect();
      return { x: box.x + x, y: box.y + y };
      """, .string(stage), .number(Double(row)), .number(Double(column)))
    return PagePoint(place.x, place.y)
  }

  func reading(_ browser: Browser, _ name: String, _ group: Int) async throws -> String {
    try await browser.element("#readings td[data-name=\"\(name)\"][data-group=\"\(group)\"]").text
  }

  func waitForPlace(_ browser: Browser, _ row: Int, _ column: Int) async throws {
    try await browser.wait(
      until: "fringeView.look.look?.row === \(row) && fringeView.look.look?.column === \(column)")
  }

  @Test(arguments: ["map", "image"])
  func `the cursor shows the map's values with their σ`(stage: String) async throws {
    try await with { browser, _ in
      for (row, column) in [(16, 16), (20, 9), (12, 14)] {
        try await browser.move(to: place(browser, row, column, on: stage))
        try await waitForPlace(browser, row, column)
        for index in 0..<3 {
          let planes = map[index]
          #expect(
            try await reading(browser, "spacing", index)
              == NumberFormat.format(
                Double(planes.spacing[row, column]), sigma: Double(planes.spacingSigma[row, column])))
          #expect(
            try await reading(browser, "angle", index)
              == NumberFormat.format(
                Double(planes.angle[row, column]), sigma: Double(planes.angleSigma[row, column])))
        }
        let text = try await browser.element("#place").text
        #expect(text == "row \(8 * row + 1), column \(8 * column + 1) · map \(row + 1), \(column + 1)")
      }
      let levels: Int = try await browser.run("return fringeView.look.pane.levels.length")
      #expect(levels == 64 * 64)
    }
  }

  @Test func `a pixel without a value says why`() async throws {
    try await with { browser, _ in
      let place = try #require(map[0].statuses.firstIndex(of: .rejected))
      let (row, column) = (place / 32, place % 32)
      try await browser.click(at: self.place(browser, row, column))
      try await waitForPlace(browser, row, column)
      #expect(try await reading(browser, "spacing", 0) == "–")
      let reason = try await browser.element(".reason[data-group=\"0\"]").text
      #expect(reason.contains("rejected by clean") || reason.contains("masked"))
      let badges: [String] = try await browser.run(
        "return [...document.querySelectorAll('.badge')].map((badge) => badge.textContent)")
      #expect(badges.count == 3 && badges[0] == "rejected")
    }
  }

  @Test func `a click pins, arrow keys move by one pixel of the map, Escape frees`() async throws {
    try await with { browser, _ in
      try await browser.click(at: place(browser, 16, 16))
      try await browser.move(to: place(browser, 5, 5))
      try await browser.press(.right, times: 2)
      try await browser.press(.up)
      try await waitForPlace(browser, 15, 18)
      try await browser.press(.down, holding: .shift)
      try await waitForPlace(browser, 25, 18)
      try await browser.press(.escape)
      try await browser.move(to: place(browser, 10, 12))
      try await waitForPlace(browser, 10, 12)
    }
  }

  @Test func `image and map are seen in the same place`() async throws {
    try await with { browser, _ in
      let middle = try await place(browser, 12, 20)
      try await browser.wheel(at: middle, deltaY: -500)
      try await browser.drag(from: middle, through: PagePoint(middle.x - 60, middle.y + 35))
      try await browser.wait(until: "fringeView.stages.image.scale > 3")
      struct View: Decodable { let dx, dy, scale: Double }
      let view: View = try await browser.run(
        """
        const { image, map, step } = fringeView.stages;
        return { dx: (image.x - 0.5) / step + 0.5 - map.x, dy: (image.y - 0.5) / step + 0.5 - map.y,
          scale: image.scale * step - map.scale };
        """)
      #expect(abs(view.dx) < 1e-9 && abs(view.dy) < 1e-9 && abs(view.scale) < 1e-9)
      let (onMap, onImage) = (try await place(browser, 12, 20), try await place(browser, 12, 20, on: "image"))
      let frames = (
        try await browser.element("#map").frame, try await browser.element("#image").frame
      )
      #expect(abs((onMap.x - frames.0.x) - (onImage.x - frames.1.x)) < 0.01)
      try await browser.element("#zoom-fit").click()
      try await browser.wait(until: "fringeView.stages.image.isFitted")
    }
  }

  @Test func `a drawn line gives the map's profile`() async throws {
    try await with { browser, _ in
      try await browser.element("[data-tool=line]").click()
      try await browser.drag(from: place(browser, 14, 9), through: place(browser, 18, 22))
      try await browser.element("#width").clear()
      try await browser.element("#width").type("24\n")
      try await browser.wait(until: "fringeView.profile.data && fringeView.profile.width === 24")
      struct Shown: Decodable {
        let row1, column1, row2, column2: Double
        let distance: [Double]
        let value, sigma: [Double?]
      }
      try await Task.sleep(for: .milliseconds(200))
      let shown: Shown = try await browser.run(
        "const { positions, data } = fringeView.profile; return { ...positions, ...data };")
      #expect(abs(shown.row1 - 112) < 1.5 && abs(shown.column2 - 176) < 1.5)
      let known = try map.profile(
        0, from: Point(row: shown.row1, column: shown.column1),
        to: Point(row: shown.row2, column: shown.column2), width: 24)
      #expect(shown.distance == known.distance)
      for (index, spacing) in known.spacing.enumerated() {
        #expect(shown.value[index] == (spacing.isNaN ? nil : spacing))
        #expect(shown.sigma[index] == (spacing.isNaN ? nil : known.spacingSigma[index]))
      }
    }
  }

  @Test func `what is seen is saved as a figure, a profile as a table`() async throws {
    try await with { browser, results in
      let folder = NSTemporaryDirectory() + "fringe-view-" + UUID().uuidString
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try await browser.command(
        "Browser.setDownloadBehavior", ["behavior": "allow", "downloadPath": .string(folder)])
      for (id, value) in [("row1", "100"), ("column1", "60"), ("row2", "150"), ("column2", "190")] {
        try await browser.element("#\(id)").type(value + "\n")
      }
      try await browser.wait(until: "!document.getElementById('csv').disabled")
      try await browser.element("#csv").click()
      try await browser.wait(
        until: "document.getElementById('status').textContent === 'Saved profile_spacing_1.csv.'")
      try await browser.element("#save").click()
      try await browser.wait(
        until: "document.getElementById('status').textContent === 'Saved lattice_map_spacing_1.png.'")
      let files = try await self.files(2, in: folder)
      let table = try #require(files["profile_spacing_1.csv"])
      let direct = try await results.get(
        "profile.csv?result=0&plane=spacing&group=0&row1=99&column1=59&row2=149&column2=189&width=1")
      #expect(table == direct.data)
      let figure = try #require(files["lattice_map_spacing_1.png"])
      #expect(figure.starts(with: [0x89, 0x50, 0x4E, 0x47]) && figure.count > 10_000)
    }
  }

  /// The files of a folder, once there are so many and the browser has ended writing.
  private func files(_ count: Int, in folder: String) async throws -> [String: Data] {
    for _ in 0..<200 {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      if names.count == count, !names.contains(where: { $0.hasSuffix(".crdownload") }) {
        return try Dictionary(
          uniqueKeysWithValues: names.map {
            ($0, try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
          })
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    return [:]
  }

  @Test func `closing the page ends the session`() async throws {
    let results = try ViewedResults()
    try await Browser.with { browser in
      try await browser.open(results.session.address)
      try await browser.wait(until: "window.fringeView?.planes.shown")
      async let end = Task.detached { results.session.wait { false } }.value
      try await browser.closePage()
      guard case .closed = await end else {
        Issue.record("the session did not end because the page was closed")
        return
      }
    }
  }
}
