import CLuaBridge

/// Watches a run from a thread of its own, and ends the process where the script does not end by itself: after a signal,
/// at the end of its time, and when the process takes much more memory than the run may use.
///
/// No hook runs inside `string.find` or a finalizer, and not every kernel asks whether it is to go on.
public enum Watchdog {
  /// Begins to watch. At most one run at a time.
  ///
  /// - Parameters:
  ///   - followsSignals: Whether a signal that the script does not follow ends the process.
  ///   - end: Ends the process with a status, leaving nothing half-written.
  /// - Throws: When limits are given that cannot be watched over.
  public static func start(
    _ limits: RunLimits?, followsSignals: Bool, end: @escaping @convention(c) (Int32) -> Void
  ) throws(ScriptError) {
    let isWatching = fringe_start_watchdog(
      FringeWatch(
        limits: limits?.handle, seconds: limits?.seconds ?? 0, bytes: limits?.memory ?? 0,
        ends_on_signal: followsSignals, end: end))
    guard isWatching || limits == nil else {
      throw .failed(
        "the limits of time and memory cannot be kept: no thread can be started, or /proc is not there")
    }
  }

  /// The run has ended, and what it left is written.
  public static func stop() { fringe_stop_watchdog() }
}
