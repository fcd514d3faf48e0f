/// A request that has passed the server's checks.
public struct PageRequest: Sendable {
  /// What may be asked for.
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  public let method: Method
  /// The path behind the token, without a slash before it: `pick.html`.
  public let path: String
  /// The arguments behind `?`, decoded; of several with one name, the last.
  public let query: [String: String]
  /// What was sent with it; empty for ``Method/get``.
  public let body: [UInt8]

  public init(method: Method, path: String, query: [String: String] = [:], body: [UInt8] = []) {
    (self.method, self.path, self.query, self.body) = (method, path, query, body)
  }
}
