import CLuaBridge

/// A Lua state with its standard libraries, in which Swift code can be called without any Lua error ever crossing
/// a Swift frame.
///
/// Used by one thread at a time.
public final class LuaState {
  /// A binding: runs with the arguments on the stack.
  typealias Binding = (CallFrame) throws(ScriptError) -> any ScriptValue

  let L: OpaquePointer
  /// What this state and others of the same run may use; nil: anything.
  public let limits: RunLimits?
  /// What the bindings of the library find their surroundings in.
  public let context: AnyObject
  private var bindings: [Binding] = []
  /// Is told of every call of the library that has returned: the function's name and how many seconds it took.
  public var onCall: ((String, Double) -> Void)?
  /// Is told of every file of code that the script loads by `require`, `dofile` or `loadfile`: its path as Lua has it.
  public var onLoad: ((String) -> Void)?
  /// Is told of what the script writes by itself, once that is watched.
  var onWrite: ((String) -> Void)?
  /// What scripts call the functions among the bindings: `image:bin`.
  var functionNames: [Int32: String] = [:]
  /// Called with each warning raised by `warn`.
  private let onWarning: (String) -> Void
  /// What the script has given to `os.exit`; nil: it has not called it.
  var exitStatus: Int32?
  private var warning = ""
  private var showsWarnings = true
  private(set) var unknownRecordField: Int32 = 0
  /// What `tostring` shows of a record.
  private(set) var recordText: Int32 = 0

  /// A fresh state.
  ///
  /// - Parameters:
  ///   - context: What bindings get as ``CallFrame/context(_:)``.
  ///   - limits: What this state and others of the same run may use.
  ///   - onWarning: Called with each message of Lua's `warn`.
  /// - Throws: ``ScriptError/failed(_:)`` when there is no memory for it.
  public init(
    context: AnyObject, limits: RunLimits? = nil, onWarning: @escaping (String) -> Void
  ) throws(ScriptError) {
    self.context = context
    self.limits = limits
    self.onWarning = onWarning
    let itself = UnsafeMutablePointer<Unmanaged<LuaState>?>.allocate(capacity: 1)
    itself.initialize(to: nil)
    link = itself
    let callbacks = FringeCallbacks(
      context: UnsafeMutableRawPointer(itself),
      call: { context, L, id in LuaState.at(context)?.call(L, id) ?? 0 },
      release: { _, object in if let object { Unmanaged<AnyBox>.fromOpaque(object).release() } },
      warn: { context, message, continues in
        LuaState.at(context)?.warn(message.map { String(cString: $0) } ?? "", continues: continues)
      },
      loaded: { context, path in
        if let path { LuaState.at(context)?.onLoad?(String(cString: path)) }
      },
      written: { context, path in
        if let path { LuaState.at(context)?.onWrite?(String(cString: path)) }
      })
    guard let state = fringe_new_state(callbacks, limits?.handle) else {
      throw .failed("there is no memory for a Lua state")
    }
    L = state
    itself.pointee = Unmanaged.passUnretained(self)
    guard fringe_open_libraries(L) == LUA_OK else { throw .failed(takeText()) }
    recordText = register { frame throws(ScriptError) in frame.slot(1).line }
    unknownRecordField = register { frame throws(ScriptError) in
      if frame.isAbsentRecordField { return Several.nothing }
      let key = frame.slot(2)
      throw .failed(
        "this table has no field \(key.string.map { "\"\($0)\"" } ?? key.summary)" + frame.fieldHint())
    }
  }

  /// Where the C callbacks find this object; nil while it is being made or unmade.
  private let link: UnsafeMutablePointer<Unmanaged<LuaState>?>

  private static func at(_ context: UnsafeMutableRawPointer?) -> LuaState? {
    context?.assumingMemoryBound(to: Unmanaged<LuaState>?.self).pointee?.takeUnretainedValue()
  }

  deinit {
    // Finalizers that run now find no bindings any more; handles are released all the same.
    link.pointee = nil
    fringe_close_state(L)
    link.deinitialize(count: 1)
    link.deallocate()
  }

  /// Makes a binding callable, by a number.
  func register(_ binding: @escaping Binding) -> Int32 {
    bindings.append(binding)
    return Int32(bindings.count - 1)
  }

  // MARK: - Called from C

  private func call(_ L: OpaquePointer?, _ id: Int32) -> Int32 {
    // An upvalue can be changed by the debug library.
    guard let L, bindings.indices.contains(Int(id)) else { return 0 }
    let frame = CallFrame(state: self, L: L)
    do throws(ScriptError) {
      let result = try bindings[Int(id)](frame)
      let values = (result as? Several)?.values ?? [result]
      frame.reserve(Int32(values.count) + 8)
      for value in values { value.push(onto: frame) }
      return Int32(values.count)
    } catch .failed(let message) {
      frame.reserve()
      frame.push(message)
      return Int32(FRINGE_FAILED)
    } catch .raised {
      return Int32(FRINGE_RERAISED)
    } catch {
      return Int32(FRINGE_INTERRUPTED)
    }
  }

  private func warn(_ message: String, continues: Bool) {
    if warning.isEmpty, !continues, message == "@on" || message == "@off" {
      showsWarnings = message == "@on"
      return
    }
    warning += message
    guard !continues else { return }
    if showsWarnings { onWarning(warning) }
    warning = ""
  }

  /// Pops the text on top of the stack.
  func takeText() -> String {
    let text = CallFrame(state: self, L: L).slot(Int(lua_gettop(L))).string ?? "(no message)"
    fringe_pop(L, 1)
    return text
  }

  // MARK: - Memory and interruption

  /// Bytes that Lua itself holds.
  public var luaBytes: Int { fringe_lua_bytes(L) }

  /// Bytes that the handles in this state hold: pixels, mostly.
  public var hostBytes: Int { fringe_host_bytes(L) }

  /// Refuses Lua more memory than this; 0: no limit. A script that asks for more gets the error "not enough memory".
  public func limitLuaBytes(to bytes: Int) { fringe_limit_lua_bytes(L, bytes) }

  /// Ends the script at its next instruction, and kernels at their next row.
  public func interrupt() { fringe_interrupt(L) }

  /// Whether the script is to end, also because of a limit.
  public var isInterrupted: Bool { fringe_is_interrupted(L) }

  /// For kernels on other threads: whether the script is to end.
  public var interruption: @Sendable () -> Bool {
    nonisolated(unsafe) let state = L
    return { fringe_is_interrupted(state) }
  }

  /// The first SIGINT, SIGTERM or SIGHUP of the process interrupts this state; a second one ends the process.
  public func interruptOnSignals() { fringe_interrupt_on_signals(L) }

  /// From now on a SIGINT does nothing while no state follows signals: a prompt waits for a line.
  public static func ignoreInterrupts() { fringe_ignore_interrupts() }

  /// Forgets an interruption, so that more can be run.
  public func resume() { fringe_resume(L) }

  /// Whether a first signal is kept as ``receivedSignal`` when no state follows signals, and ends nothing: what follows a
  /// script, such as its record, is brought to an end first.
  public static func noteSignals(_ notes: Bool) { fringe_note_signals(notes) }

  /// The signal that has interrupted a state of this process, or nil.
  public static var receivedSignal: Int? {
    let signal = fringe_received_signal()
    return signal == 0 ? nil : Int(signal)
  }

  // MARK: - For tests

  /// The n-th allocation from now on and all that follow are refused; 0: none.
  package func refuseAllocation(_ n: Int) { fringe_refuse_allocation(L, n) }

  /// Collects everything that no script can reach.
  package func collectGarbage() { _ = try? run("collectgarbage() collectgarbage()", name: "=collect") }
}

extension CallFrame {
  /// The surroundings that the state was made with.
  public func context<Context: AnyObject>(_: Context.Type = Context.self) -> Context {
    guard let context = state.context as? Context else {
      preconditionFailure("the Lua state was made with another kind of context")
    }
    return context
  }

  /// For a table as receiver and a name as key: what may have been meant, and what there is.
  func fieldHint() -> String {
    guard let key = slot(2).string, slot(1).isTable else { return "" }
    var names: [String] = []
    slot(1).forEach { name, _ in if let name = name.string { names.append(name) } }
    return NearestName.hint(key, among: names) + "; it has \(names.sorted().joined(separator: ", "))"
  }
}
