import BrowserTesting
import Foundation
import Testing

/// The browser that other tests drive, on a small page.
@Suite(.enabled(if: Browser.isAvailable, Browser.skip))
struct BrowserTests {
  private let page: PageFile

  init() throws { page = try PageFile(Self.html) }

  private static let html = """
    <!DOCTYPE html>
    <html lang="en"><head><title>A page</title>
    <style>
    body { margin: 0; height: 3000px; background: rgb(250, 250, 250); }
    #box { position: absolute; left: 20px; top: 40px; width: 400px; height: 300px; background: rgb(0, 128, 0); }
    @media (prefers-color-scheme: dark) { body { background: rgb(10, 10, 10); } }
    @media print { #box { display: none; } }
    </style></head><body>
    <div id="box"></div>
    <button id="late" style="position: absolute; top: 400px" aria-label="Press me">B</button>
    <input id="text" style="position: absolute; top: 450px" />
    <script>
    const seen = [];
    const box = document.getElementById("box");
    const tell = (e) => seen.push([e.type, e.clientX, e.clientY, e.buttons, e.shiftKey]);
    for (const name of ["pointerdown", "pointermove", "pointerup"]) box.addEventListener(name, tell);
    box.addEventListener("wheel", (e) => { e.preventDefault(); seen.push(["wheel", e.deltaX, e.deltaY, e.ctrlKey]); });
    document.getElementById("late").addEventListener("click", (e) => setTimeout(() => {
      const p = document.createElement("p");
      p.id = "answer"; p.textContent = "pressed";
      document.body.append(p);
    }, 200));
    </script></body></html>
    """

  @Test func `elements are found, clicked and typed into`() async throws {
    try await Browser.with { browser in
      try await browser.open(file: page.path)
      #expect(try await browser.title == "A page")
      #expect(try await browser.address.hasSuffix(".html"))
      let button = try await browser.element("#late")
      #expect(try await button.accessibleName == "Press me")
      #expect(try await button.role == "button")
      try await button.click()
      #expect(try await browser.element("#answer").text == "pressed")
      await #expect(throws: WaitTimeout.self) {
        try await browser.element("#absent", within: .milliseconds(100))
      }
      let field = try await browser.element("#text")
      try await field.type("3,5")
      try await browser.press(.left)
      try await browser.press(.backspace)
      try await browser.type(".1 é")
      #expect(try await field.property("value") == "3.1 é5")
      #expect(try await browser.focused.attribute("id") == "text")
      try await browser.press("a", holding: .control)
      try await browser.press(.delete)
      try await browser.wait(until: "document.getElementById('text').value === ''")
      try await browser.closePage()
      #expect(try await browser.address == "about:blank")
    }
  }

  @Test func `the mouse drags and scrolls`() async throws {
    try await Browser.with { browser in
      try await browser.open(file: page.path)
      #expect(
        try await browser.element("#box").frame
          == browser.run("return { x: 20, y: 40, width: 400, height: 300 }"))
      try await browser.drag(
        from: PagePoint(100, 100), through: PagePoint(180, 140), steps: 4, holding: .shift)
      try await browser.wheel(at: PagePoint(200, 200), deltaY: -120, holding: .control)
      let seen: [[JSONValue]] = try await browser.run("return seen")
      #expect(
        seen == [
          ["pointermove", 100, 100, 0, true], ["pointerdown", 100, 100, 1, true],
          ["pointermove", 120, 110, 1, true], ["pointermove", 140, 120, 1, true],
          ["pointermove", 160, 130, 1, true], ["pointermove", 180, 140, 1, true],
          ["pointerup", 180, 140, 0, true], ["wheel", 0, -120, true],
        ])
    }
  }

  @Test func `colours, paper and pictures`() async throws {
    try await Browser.with { browser in
      try await browser.setSize(width: 800, height: 600)
      try await browser.open(file: page.path)
      let body = try await browser.element("body")
      #expect(try await body.style("background-color") == "rgba(250, 250, 250, 1)")
      try await browser.setAppearance(.dark)
      #expect(try await body.style("background-color") == "rgba(10, 10, 10, 1)")
      try await browser.setAppearance(.light, .print)
      #expect(try await !browser.element("#box").isDisplayed)
      try await browser.setAppearance(.light)
      #expect(try await browser.run("return [innerWidth, innerHeight]") == [800, 600])
      for (data, height) in [
        (try await browser.screenshot(), 600), (try await browser.screenshot(ofWholePage: true), 3000),
      ] {
        // Width and height stand in the first chunk.
        #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(data[16..<24].reduce(0) { $0 << 8 | Int($1) } == 800 << 32 | height)
      }
      #expect(try await browser.pdf().starts(with: Data("%PDF-".utf8)))
    }
  }

  @Test func `what goes wrong in a page is told`() async throws {
    let other = try PageFile(
      """
      <!DOCTYPE html><html lang="en"><title>x</title><link rel="icon" href="data:," />
      <img src="absent.png" alt="" /><img src="https://example.org/a.png" alt="" />
      <script>console.log("hello"); undefinedName();</script></html>
      """)
    try await Browser.with { browser in
      try await browser.open(file: other.path)
      let messages = try await browser.consoleMessages()
      #expect(messages.contains { $0.level == "INFO" && $0.message.contains("hello") })
      #expect(messages.contains { $0.source == "javascript" && $0.message.contains("undefinedName") })
      #expect(messages.contains { $0.source == "network" && $0.message.contains("ERR_NAME_NOT_RESOLVED") })
      #expect(try await browser.consoleMessages().isEmpty)
      let requests = try await browser.networkRequests()
      #expect(requests.map(\.type) == ["Document", "Image", "Image"], "\(requests)")
      #expect(requests.map(\.address).contains("https://example.org/a.png"))
      await #expect(throws: WebDriverError.self) { try await browser.run("undefinedName()") }
      await #expect(throws: WaitTimeout.self) {
        try await browser.wait(until: "1 > 2", for: .milliseconds(100))
      }
    }
  }

  @Test func `processes and files go with the closure, also when it throws`() async throws {
    struct Unwell: Error {}
    var folder = ""
    await #expect(throws: Unwell.self) {
      try await Browser.with { browser in
        folder = browser.folder
        #expect(FileManager.default.fileExists(atPath: folder + "/profile"))
        #expect(try Self.processes(naming: folder) > 1)
        throw Unwell()
      }
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(try Self.processes(naming: folder) == 0)
  }

  /// How many processes have a text in their command line.
  private static func processes(naming text: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
      guard Int(name) != nil, let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
        return false
      }
      return line.range(of: Data(text.utf8)) != nil
    }.count
  }
}

/// A file that goes away with this object.
final class PageFile: Sendable {
  let path = NSTemporaryDirectory() + "fringe-test-" + UUID().uuidString + ".html"

  init(_ html: String) throws { try html.write(toFile: path, atomically: true, encoding: .utf8) }
  deinit { try? FileManager.default.removeItem(atPath: path) }
}
