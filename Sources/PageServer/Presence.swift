import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Whether somebody has the page open.
///
/// An open page holds a connection on which the server sends a sign of life every second. A page that is closed says so;
/// one that is lost (a tunnel that breaks, a browser that crashes) does not, and is waited for longer.
public final class Presence: Sendable {
  private struct State {
    var open = 0
    var wasOpen = false
    var hasLeft = false
    var lastSeen = 0.0
    var isOver = false
  }

  private let state = Mutex(State())

  init() {}

  /// Seconds for which a page that was closed may come back, as it does when it is loaded again.
  public static let graceAfterLeaving = 3.0
  /// Seconds for which a page that was lost may come back.
  public static let graceAfterLoss = 30.0

  /// Whether a page is open now.
  public var isOpen: Bool { state.withLock { $0.open > 0 } }

  /// Whether there was a page, and it is gone for good.
  public var isGone: Bool {
    state.withLock { state in
      guard state.wasOpen, state.open == 0 else { return false }
      return Self.now() - state.lastSeen > (state.hasLeft ? Self.graceAfterLeaving : Self.graceAfterLoss)
    }
  }

  func didOpen() {
    state.withLock { state in
      state.open += 1
      (state.wasOpen, state.hasLeft) = (true, false)
    }
  }

  func didClose() {
    state.withLock { state in
      state.open -= 1
      state.lastSeen = Self.now()
    }
  }

  func willLeave() {
    state.withLock { state in
      state.hasLeft = true
      state.lastSeen = Self.now()
    }
  }

  func end() { state.withLock { $0.isOver = true } }

  /// Waits for a second, or less when the server ends; false when it has ended.
  func pause() -> Bool {
    for _ in 0..<10 {
      if state.withLock(\.isOver) { return false }
      usleep(100_000)
    }
    return true
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
