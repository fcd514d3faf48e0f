import PageServer

#if canImport(Glibc)
  import Glibc
#endif

/// How a session with a page ended.
public enum SessionEnd<Choice: Sendable>: Sendable {
  case chosen(Choice)
  /// By the page's own button.
  case cancelled
  /// The page was closed, and has not come back.
  case closed
  /// From the terminal.
  case interrupted
}

extension PageServer {
  /// Waits until the page has come to an end, is closed, or the terminal wants no more.
  ///
  /// - Parameters:
  ///   - isInterrupted: Is asked twenty times a second, as is `end`.
  ///   - end: What the page has come to; nil as long as it goes on.
  public func wait<Choice>(
    isInterrupted: () -> Bool, until end: () -> SessionEnd<Choice>?
  ) -> SessionEnd<Choice> {
    while true {
      if let end = end() {
        // The page is to hear of it.
        usleep(200_000)
        return end
      }
      if isInterrupted() { return .interrupted }
      if presence.isGone { return .closed }
      usleep(50_000)
    }
  }
}
