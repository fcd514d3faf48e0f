/// What a route answers.
public struct PageResponse: Sendable {
  /// The status of HTTP: 200 for success.
  public var status: Int
  /// The type as HTTP names it: `text/html; charset=utf-8`.
  public var contentType: String
  public var body: [UInt8]

  public init(status: Int = 200, contentType: String, body: [UInt8]) {
    (self.status, self.contentType, self.body) = (status, contentType, body)
  }

  /// Numbers as bytes.
  public static func bytes(_ bytes: [UInt8]) -> PageResponse {
    PageResponse(contentType: "application/octet-stream", body: bytes)
  }

  /// A line of text, as errors are.
  public static func text(_ text: String, status: Int = 200) -> PageResponse {
    PageResponse(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
  }

  /// Success with nothing to tell.
  public static let nothing = PageResponse(status: 204, contentType: "text/plain; charset=utf-8", body: [])
}
