import CLuaBridge

/// What a run may use, in all of its Lua states together.
///
/// A limit that is reached ends the run as an interruption does: at the next instruction of a script and the next row of
/// a kernel, through every `pcall`.
public final class RunLimits: Sendable {
  /// Bytes that Lua and the objects of scripts may hold; nil: any number.
  public let memory: Int?
  /// Seconds that the run may take; nil: any time.
  public let seconds: Double?
  nonisolated(unsafe) let handle: OpaquePointer

  /// - Parameters:
  ///   - memoryMessage: What is said when the memory is used up.
  ///   - timeMessage: What is said when the time is up.
  /// - Throws: ``ScriptError/failed(_:)`` when there is no memory for them.
  public init(
    memory: Int?, memoryMessage: String, seconds: Double?, timeMessage: String
  ) throws(ScriptError) {
    guard let handle = fringe_new_limits(memory ?? 0, memoryMessage, timeMessage) else {
      throw .failed("there is no memory for a Lua state")
    }
    self.handle = handle
    self.memory = memory
    self.seconds = seconds
  }

  deinit { fringe_free_limits(handle) }

  /// What is said of the limit that was reached; nil: none was.
  public var reached: String? { fringe_limit_message(handle).map { String(cString: $0) } }

  /// Bytes that Lua and the objects of scripts hold now; counted only where memory is limited.
  public var bytes: Int { fringe_limited_bytes(handle) }
}
