import Pages

extension ResultList {
  /// Opens a page on which the results are looked at, and waits until it is closed.
  ///
  /// - Parameters:
  ///   - port: The port of the page; 0 for one that is free.
  ///   - isInterrupted: Is asked twenty times a second.
  ///   - write: Writes lines to the terminal.
  /// - Returns: False when it was interrupted.
  /// - Throws: A `PageServerError` when no page can be served.
  public func view(port: Int = 0, isInterrupted: () -> Bool, write: (String) -> Void) throws -> Bool {
    let session = try ViewSession(title: title, notes: notes, entries, port: port)
    Browser.show(session.address, port: session.server.port, purpose: "fringe: view on", write: write)
    if case .interrupted = session.wait(isInterrupted: isInterrupted) { return false }
    return true
  }
}
