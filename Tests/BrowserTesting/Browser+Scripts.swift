extension Browser {
  /// Runs the body of a JavaScript function in the page, and gives what it returns; a promise is waited for.
  ///
  ///     let count: Int = try await browser.run("return document.querySelectorAll(arguments[0]).length", "h2")
  public func run<Value: Decodable>(_ script: String, _ arguments: JSONValue...) async throws -> Value {
    try await session.post("execute/sync", ["script": .string(script), "args": .list(arguments)])
  }

  /// Runs the body of a JavaScript function in the page for what it does.
  public func run(_ script: String, _ arguments: JSONValue...) async throws {
    let _: JSONValue = try await session.post(
      "execute/sync", ["script": .string(script), "args": .list(arguments)])
  }

  /// Waits until a JavaScript expression is true.
  public func wait(until expression: String, for duration: Duration = .seconds(10)) async throws {
    let deadline = ContinuousClock.now + duration
    while true {
      let value: JSONValue = try await run("return (\(expression))")
      if value.isTruthy { return }
      guard ContinuousClock.now < deadline else {
        throw WaitTimeout(expected: expression, duration: duration)
      }
      try await Task.sleep(for: .milliseconds(30))
    }
  }
}
