/// The declaration of a function or method: one place for its name, its summary, its arguments and options, and
/// what it does. Checking, error messages, help, editor stubs and tests come from here.
public struct Function: Sendable {
  public let name: String
  /// One line.
  public let summary: String
  public let parameters: [ParameterDeclaration]
  /// What it returns, as LuaCATS writes it: `Image`, `integer row, integer column`; empty for nothing.
  public let returns: String
  /// Runs a call of the function known to scripts as `calledAs`, with its first argument at a place on the stack.
  let run: @Sendable (CallFrame, _ calledAs: String, _ first: Int) throws(ScriptError) -> any ScriptValue

  /// Declares a function.
  ///
  /// - Parameters:
  ///   - parameters: ``argument(_:_:_:)``, ``option(_:_:_:)`` and their like, in order.
  ///   - body: Gets the call and the values read; a binding translates, and computes nothing.
  public init<each Value>(
    _ name: String, _ summary: String, _ parameters: repeat Parameter<each Value>, returns: String = "",
    body: @escaping @Sendable (CallFrame, repeat each Value) throws -> any ScriptValue
  ) {
    self.init(
      name, summary, repeat each parameters, returns: returns, receive: { _, _ throws(Mismatch) in () },
      body: { frame, _, values in try body(frame, repeat each values) })
  }

  /// A function with `receiver` as its first argument, given before a colon.
  init<Receiver, each Value>(
    receiver: Kind<Receiver>, _ name: String, _ summary: String, _ parameters: repeat Parameter<each Value>,
    returns: String,
    body: @escaping @Sendable (CallFrame, Receiver, repeat each Value) throws -> any ScriptValue
  ) {
    self.init(
      name, summary, repeat each parameters, returns: returns,
      receive: { frame, calledAs throws(Mismatch) in
        try receiver.receiver(of: frame.slot(1), calledAs: calledAs)
      },
      body: { frame, receiver, values in try body(frame, receiver, repeat each values) })
  }

  /// Both kinds of functions: `receive` reads what stands before the first argument.
  private init<Receiver, each Value>(
    _ name: String, _ summary: String, _ parameters: repeat Parameter<each Value>, returns: String,
    receive: @escaping @Sendable (CallFrame, _ calledAs: String) throws(Mismatch) -> Receiver,
    body: @escaping @Sendable (CallFrame, Receiver, (repeat each Value)) throws -> any ScriptValue
  ) {
    var declarations: [ParameterDeclaration] = []
    repeat declarations.append((each parameters).declaration)
    let declared = declarations
    let readers = (repeat each parameters)
    self.name = name
    self.summary = summary
    self.returns = returns
    self.parameters = declared
    run = { frame, calledAs, first throws(ScriptError) in
      try naming(calledAs) {
        let receiver = try receive(frame, calledAs)
        let reader = try ArgumentReader(frame, first: first, declarations: declared)
        return try body(frame, receiver, (repeat try (each readers).read(reader)))
      }
    }
  }
}

extension Kind {
  /// Reads what stands before the colon; a method called with a dot is told so.
  fileprivate func receiver(of slot: LuaSlot, calledAs: String) throws(Mismatch) -> Value {
    if let value = try read(slot) { return value }
    throw Mismatch("call it on \(expected) with a colon, \(calledAs)(…); got \(slot.summary)")
  }
}

/// Puts the function's name before the message of whatever `body` throws.
private func naming(
  _ calledAs: String, _ body: () throws -> any ScriptValue
) throws(ScriptError) -> any ScriptValue {
  do {
    return try body()
  } catch ScriptError.failed(let message) {
    throw .failed("\(calledAs): \(message)")
  } catch let error as ScriptError {
    throw error
  } catch let mismatch as Mismatch {
    throw .failed("\(calledAs): \(mismatch.text)")
  } catch {
    throw .failed("\(calledAs): \(error)")
  }
}
