/// An element of the page that is open.
public struct Element: Sendable {
  let browser: Browser
  let id: String

  /// The protocol's name for a reference to an element.
  static let reference = "element-6066-11e4-a52e-4f735466cecf"

  /// It as an argument of a script.
  public var argument: JSONValue { [Self.reference: .string(id)] }

  /// The text of it that is seen.
  public var text: String { get async throws { try await get("text") } }

  public var isDisplayed: Bool { get async throws { try await get("displayed") } }

  public var isEnabled: Bool { get async throws { try await get("enabled") } }

  /// What reads the page aloud calls it.
  public var accessibleName: String { get async throws { try await get("computedlabel") } }

  public var role: String { get async throws { try await get("computedrole") } }

  public func attribute(_ name: String) async throws -> String? { try await get("attribute/\(name)") }

  public func property<Value: Decodable>(_ name: String) async throws -> Value {
    try await get("property/\(name)")
  }

  /// A property of its style as it applies, such as `rgb(20, 24, 29)` for a colour.
  public func style(_ name: String) async throws -> String { try await get("css/\(name)") }

  /// Scrolls to its middle and clicks there; another element above it is an error.
  public func click() async throws { try await post("click") }

  public func clear() async throws { try await post("clear") }

  /// Types into it, at the end of what it holds.
  public func type(_ text: String) async throws { try await post("value", ["text": .string(text)]) }

  /// Its place in the visible part of the page.
  public var frame: PageRectangle {
    get async throws {
      try await browser.run(
        """
        const r = arguments[0].getBoundingClientRect();
        return { x: r.x, y: r.y, width: r.width, height: r.height };
        """, argument)
    }
  }

  private func get<Value: Decodable>(_ what: String) async throws -> Value {
    try await browser.session.get("element/\(id)/\(what)")
  }

  private func post(_ what: String, _ arguments: JSONValue = [:]) async throws {
    let _: JSONValue = try await browser.session.post("element/\(id)/\(what)", arguments)
  }
}

extension Browser {
  /// The first element of a CSS selector, waited for.
  public func element(_ selector: String, within duration: Duration = .seconds(10)) async throws -> Element {
    let deadline = ContinuousClock.now + duration
    while true {
      if let element = try await elements(selector).first { return element }
      guard ContinuousClock.now < deadline else { throw WaitTimeout(expected: selector, duration: duration) }
      try await Task.sleep(for: .milliseconds(30))
    }
  }

  /// All elements of a CSS selector that are there now.
  public func elements(_ selector: String) async throws -> [Element] {
    let found: [[String: String]] = try await session.post(
      "elements", ["using": "css selector", "value": .string(selector)])
    return found.compactMap { $0[Element.reference].map { Element(browser: self, id: $0) } }
  }

  /// The element that gets the keys.
  public var focused: Element {
    get async throws {
      let found: [String: String] = try await session.get("element/active")
      return Element(browser: self, id: found[Element.reference] ?? "")
    }
  }
}
