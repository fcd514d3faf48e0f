/// An operator of a class, by the name of Lua's metamethod: `__add`, `__len`, …
public struct Operator: Sendable {
  public let event: String
  /// What may stand on the other side, as LuaCATS writes it; nil for unary operators.
  public let operand: String?
  /// The type of the result, as LuaCATS writes it; that of an element for `__index`. Empty: there is nothing to tell.
  public let returns: String
  let run: @Sendable (CallFrame) throws -> any ScriptValue

  public init(
    _ event: String, operand: String? = nil, returns: String = "",
    run: @escaping @Sendable (CallFrame) throws -> any ScriptValue
  ) {
    self.event = event
    self.operand = operand
    self.returns = returns
    self.run = run
  }

  /// Runs the operator within another one.
  public func callAsFunction(_ frame: CallFrame) throws -> any ScriptValue { try run(frame) }

  /// A unary operator, or `__len`.
  public init<Receiver>(
    _ event: String, of receiver: Kind<Receiver>, returns: String = "",
    run: @escaping @Sendable (CallFrame, Receiver) throws -> any ScriptValue
  ) {
    self.init(event, returns: returns) { frame in try run(frame, receiver.value(of: frame.slot(1))) }
  }

  /// A binary operator, of which either side may be the object.
  public init<Left, Right>(
    _ event: String, _ left: Kind<Left>, _ right: Kind<Right>, returns: String = "",
    run: @escaping @Sendable (CallFrame, Left, Right) throws -> any ScriptValue
  ) {
    self.init(event, operand: right.luaType, returns: returns) { frame in
      try run(frame, left.value(of: frame.slot(1)), right.value(of: frame.slot(2)))
    }
  }
}
