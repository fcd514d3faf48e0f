import Foundation

extension Browser {
  /// Opens an address, and waits until the page and what it names have been loaded.
  public func open(_ address: String) async throws {
    let _: JSONValue = try await session.post("url", ["url": .string(address)])
  }

  /// Opens a file.
  public func open(file path: String) async throws { try await open(URL(filePath: path).absoluteString) }

  public func reload() async throws { let _: JSONValue = try await session.post("refresh") }

  public var address: String { get async throws { try await session.get("url") } }

  public var title: String { get async throws { try await session.get("title") } }

  /// Closes the page as a user closes its tab; an empty one is there then.
  public func closePage() async throws {
    struct Window: Decodable { let handle: String }
    let empty: Window = try await session.post("window/new", ["type": "tab"])
    try await session.delete("window")
    let _: JSONValue = try await session.post("window", ["handle": .string(empty.handle)])
  }

  /// The size of the page's own part of the window, in CSS pixels.
  public func setSize(width: Int, height: Int) async throws {
    try await command(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": 1,
        "mobile": false,
      ])
  }

  /// A command of Chromium's own protocol (chromedevtools.github.io/devtools-protocol), and its answer.
  @discardableResult
  public func command(_ name: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
    try await session.post("goog/cdp/execute", ["cmd": .string(name), "params": parameters])
  }
}
