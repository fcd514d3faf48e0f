import BrowserTesting
import Foundation
import Testing

/// The page of `fringe pick`, as a hand uses it.
struct PickPage {
  let browser: Browser

  /// Opens the page, and waits until image, spectrum and suggestions are there.
  ///
  /// - Parameter hasSpots: Whether there is anything to suggest.
  static func open(
    _ address: String, in browser: Browser, hasSpots: Bool = true
  ) async throws -> PickPage {
    try await browser.setSize(width: 1400, height: 900)
    try await browser.open(address)
    let page = PickPage(browser: browser)
    try await page.settle(hasSpots: hasSpots)
    return page
  }

  func settle(hasSpots: Bool = true) async throws {
    try await browser.wait(until: "document.querySelector('#spectrum')?.dataset.updates > 0")
    if hasSpots {
      try await browser.wait(until: "document.querySelector('#spectrum').dataset.candidates > 0")
    }
    try await browser.wait(until: "document.querySelector('#image').dataset.missing === '0'")
  }

  func text(_ selector: String) async throws -> String { try await browser.element(selector).text }

  /// The place on the page of one of the image, from its top left corner, in pixels.
  func place(row: Double, column: Double) async throws -> PagePoint {
    try await place(in: "#image", column, row)
  }

  /// The place of an offset from zero frequency, FFT pixels, y down.
  func place(dx: Double, dy: Double) async throws -> PagePoint {
    let middle = try await number("#spectrum", "middle")
    return try await place(in: "#spectrum", middle + dx, middle + dy)
  }

  private func place(in canvas: String, _ x: Double, _ y: Double) async throws -> PagePoint {
    let frame = try await browser.element(canvas).frame
    let scale = try await number(canvas, "scale")
    return PagePoint(
      frame.x + (x - (try await number(canvas, "x"))) * scale,
      frame.y + (y - (try await number(canvas, "y"))) * scale)
  }

  func number(_ selector: String, _ name: String) async throws -> Double {
    let text: String = try await browser.run(
      "return document.querySelector(arguments[0]).dataset[arguments[1]] ?? 'none'", .string(selector),
      .string(name))
    return try #require(Double(text), "\(selector) has no \(name): \(text)")
  }

  /// Clicks a spot, and waits until it is in the list.
  func pick(dx: Double, dy: Double) async throws {
    let count = try await browser.elements("#spots tr").count
    try await browser.click(at: place(dx: dx, dy: dy))
    try await browser.wait(until: "document.querySelectorAll('#spots tr').length === \(count + 1)")
  }

  /// The spacings in the list.
  var spacings: [Double] {
    get async throws {
      let texts: [String] = try await browser.run(
        "return [...document.querySelectorAll('#spots tr')].map((row) => row.cells[1].textContent)")
      return texts.compactMap { Double($0) }
    }
  }

  /// What the browser complains of, but for the connection that ends with the session.
  var complaints: [String] {
    get async throws { try await browser.consoleMessages().filter { $0.level == "SEVERE" }.map(\.message) }
  }

  /// An image of our own: planes of 0.3 and 0.25 nm at 60°.
  static func lattice(in folder: TemporaryFolder) throws -> String {
    let made = try folder.run(
      "-e",
      """
      local fringe = require "fringe"
      local image = fringe.image(400, 400, function(row, column)
        return 100 + 20 * math.cos(2 * math.pi * column / 7.5) + 20 * math.cos(2 * math.pi * (column / 12.5 + row / 7.2))
          + 3 * math.random()
      end)
      image.pixel_size = 0.04
      image:save("lattice.tif")
      """)
    #expect(made.status == 0, "\(made.errors)")
    return folder.path + "/lattice.tif"
  }
}
