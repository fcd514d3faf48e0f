/// What the driver says went wrong.
public struct WebDriverError: Error, Decodable, CustomStringConvertible {
  /// By the protocol: `no such element`, `javascript error`, `script timeout`, …
  public let kind: String
  public let message: String

  enum CodingKeys: String, CodingKey {
    case kind = "error"
    case message
  }

  public var description: String { "\(kind): \(message)" }
}

/// What was waited for did not come about in time.
public struct WaitTimeout: Error, CustomStringConvertible {
  public let expected: String
  public let duration: Duration

  public var description: String { "\(expected): not within \(duration)" }
}
