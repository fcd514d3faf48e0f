import Foundation

extension Browser {
  struct NoPicture: Error {}

  /// The bytes of a PNG file of what is seen, or of all of the page.
  public func screenshot(ofWholePage: Bool = false) async throws -> Data {
    guard ofWholePage else { return try Self.bytes(try await session.get("screenshot")) }
    let size = try await command("Page.getLayoutMetrics")["cssContentSize"]
    let answer = try await command(
      "Page.captureScreenshot",
      [
        "format": "png", "captureBeyondViewport": true,
        "clip": ["x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1],
      ])
    return try Self.bytes(answer["data"].text ?? "")
  }

  /// The bytes of a PDF file: the page as printed on A4, with the colours that it asks for.
  public func pdf() async throws -> Data {
    try Self.bytes(
      try await session.post("print", ["background": true, "page": ["width": 21.0, "height": 29.7]]))
  }

  private static func bytes(_ base64: String) throws -> Data {
    guard let data = Data(base64Encoded: base64), !data.isEmpty else { throw NoPicture() }
    return data
  }
}
