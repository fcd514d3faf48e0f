import Foundation

/// A line of the browser's console: what the page wrote, and what the browser complained of.
public struct ConsoleMessage: Sendable, Decodable, CustomStringConvertible {
  /// `SEVERE`, `WARNING`, `INFO`, `DEBUG`.
  public let level: String
  /// `console-api`, `javascript`, `network`, `security`, …
  public let source: String
  public let message: String

  public var description: String { "\(level) \(source): \(message)" }
}

/// Something that the browser asked of a server, or of the file system.
public struct NetworkRequest: Sendable, CustomStringConvertible {
  public let method: String
  public let address: String
  /// `Document`, `Stylesheet`, `Image`, `Script`, `Fetch`, …
  public let type: String

  public var description: String { "\(method) \(address) (\(type))" }
}

extension Browser {
  /// What the console got since this was asked last.
  public func consoleMessages() async throws -> [ConsoleMessage] {
    try await session.post("se/log", ["type": "browser"])
  }

  /// What was requested since this was asked last, the pages themselves included; `data:` addresses are none.
  public func networkRequests() async throws -> [NetworkRequest] {
    struct Entry: Decodable { let message: String }
    let entries: [Entry] = try await session.post("se/log", ["type": "performance"])
    return try entries.compactMap { entry in
      let event = try JSONDecoder().decode(JSONValue.self, from: Data(entry.message.utf8))["message"]
      guard event["method"] == "Network.requestWillBeSent" else { return nil }
      let request = event["params"]["request"]
      guard let address = request["url"].text, !address.hasPrefix("data:") else { return nil }
      return NetworkRequest(
        method: request["method"].text ?? "", address: address, type: event["params"]["type"].text ?? "")
    }
  }
}
