import Foundation

/// One session of the WebDriver protocol (w3.org/TR/webdriver2): commands are requests with JSON.
struct WebDriverSession: Sendable {
  private let driver: LocalHTTP
  /// Of the session's commands.
  private let path: String

  /// Starts the browser.
  init(on port: Int, browser: String, profile: String) async throws {
    driver = LocalHTTP(port: port)
    let options: JSONValue = [
      "binary": .string(browser),
      "args": [
        // A browser whose driver is gone ends with the pipe between them.
        "--headless=new", "--remote-debugging-pipe", .string("--user-data-dir=\(profile)"),
        // Tests also run as root and in containers, which have no use for a sandbox.
        "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--force-device-scale-factor=1", "--window-size=1200,900", "--lang=en-US",
        // Nothing beyond this machine.
        "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
      ],
    ]
    let capabilities: JSONValue = [
      "browserName": "chrome",
      "timeouts": ["script": 20_000, "pageLoad": 30_000, "implicit": 0],
      "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
      "goog:chromeOptions": options,
    ]
    struct Created: Decodable { let sessionId: String }
    let created: Created = try await Self.send(
      "POST", "/session", ["capabilities": ["alwaysMatch": capabilities]], to: driver)
    path = "/session/\(created.sessionId)"
    // Not the browser's own first page, nor what that has loaded.
    let _: JSONValue = try await post("url", ["url": "about:blank"])
    for log in ["browser", "performance"] {
      let _: JSONValue = try await post("se/log", ["type": .string(log)])
    }
  }

  /// Sends a command with arguments, and gives what it answers.
  func post<Value: Decodable>(_ command: String, _ arguments: JSONValue = [:]) async throws -> Value {
    try await Self.send("POST", "\(path)/\(command)", arguments, to: driver)
  }

  func get<Value: Decodable>(_ command: String) async throws -> Value {
    try await Self.send("GET", "\(path)/\(command)", to: driver)
  }

  func delete(_ command: String) async throws {
    let _: JSONValue = try await Self.send("DELETE", "\(path)/\(command)", to: driver)
  }

  func end() async throws { let _: JSONValue = try await Self.send("DELETE", path, to: driver) }

  private struct Answer<Value: Decodable>: Decodable { let value: Value }

  private static func send<Value: Decodable>(
    _ method: String, _ path: String, _ body: JSONValue? = nil, to driver: LocalHTTP
  ) async throws -> Value {
    let data = try body.map { try JSONEncoder().encode($0) } ?? Data()
    let answer = try await driver.send(
      method, path, headers: ["Content-Type": "application/json; charset=utf-8"], body: data)
    guard answer.status == 200 else {
      throw (try? JSONDecoder().decode(Answer<WebDriverError>.self, from: answer.body).value)
        ?? WebDriverError(kind: "no answer", message: String(decoding: answer.body, as: UTF8.self))
    }
    return try JSONDecoder().decode(Answer<Value>.self, from: answer.body).value
  }
}
