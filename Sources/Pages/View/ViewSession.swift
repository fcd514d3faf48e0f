import Inspection
import PageServer

/// A page on which somebody looks at results.
public final class ViewSession: Sendable {
  public let server: PageServer

  /// Begins to serve the page.
  ///
  /// - Parameters:
  ///   - title: What the results are of.
  ///   - notes: What should be known of them all, a line each.
  ///   - entries: What may be looked at; nothing else is read. One or more.
  ///   - port: The port to listen on; 0 for one that is free.
  public init(
    title: String, notes: [String] = [], _ entries: [ResultEntry], port: Int = 0
  ) throws(PageServerError) {
    server = try PageServer(
      port: port, routes: ViewDesk(title: title, notes: notes, entries).routes)
  }

  /// The address of the page.
  public var address: String { server.address(of: "view.html") }

  /// Waits until the page is closed.
  ///
  /// - Parameter isInterrupted: Is asked twenty times a second.
  public func wait(isInterrupted: () -> Bool) -> SessionEnd<Never> {
    defer { server.stop() }
    return server.wait(isInterrupted: isInterrupted) { nil }
  }
}
