/// The declaration of a class of handles: its fields, methods and operators.
public struct ClassDeclaration: Sendable {
  public let name: String
  public let summary: String
  /// A Lua expression that makes one.
  public let sample: String
  public internal(set) var properties: [Property]
  public internal(set) var methods: [Function]
  public let operators: [Operator]
  /// The name of the class whose fields and methods it has as well, or nil.
  public let parent: String?
  /// What a field is called that each object has of its own (see ``OwnFields``): `"parameter"`; nil: they have none.
  public let ownField: String?

  /// The name of one in messages and documents: `image` in `image:bin`.
  public let instanceName: String

  /// Declares a class whose handles are read by `Object`'s own kind.
  ///
  /// - Parameter instanceName: nil: the last word of the name; a LatticeMap is called a map.
  public init<Object: ScriptObject>(
    _: Object.Type, _ summary: String, sample: String, calledAs instanceName: String? = nil,
    parent: String? = nil, ownField: String? = nil, properties: [Property] = [],
    operators: [Operator] = [], methods: [Function] = []
  ) {
    name = Object.className
    let lastWord = name.lastIndex(where: \.isUppercase) ?? name.startIndex
    self.instanceName = instanceName ?? name[lastWord...].lowercased()
    self.summary = summary
    self.sample = sample
    self.parent = parent
    self.ownField = ownField
    self.properties = properties
    self.operators =
      operators + [
        Operator("__tostring") { (frame: CallFrame) in frame.slot(1).box?.scriptDescription ?? "closed" }
      ]
    self.methods = methods
  }
}

/// A field of a class: read, and sometimes set.
public struct Property: Sendable {
  public let name: String
  /// As LuaCATS writes it.
  public let luaType: String
  public let summary: String
  let get: Function
  let set: Function?

  public var isSettable: Bool { self.set != nil }

  /// A field that is read.
  public init<Receiver>(
    _ name: String, of receiver: Kind<Receiver>, _ luaType: String, _ summary: String,
    get: @escaping @Sendable (CallFrame, Receiver) throws -> any ScriptValue
  ) {
    self.name = name
    self.luaType = luaType
    self.summary = summary
    self.get = Function(receiver: receiver, name, summary, returns: luaType, body: get)
    set = nil
  }

  /// A field of a module; without `set` it is only read.
  public init<Value>(
    _ name: String, _ luaType: String, _ summary: String, kind: Kind<Value>,
    get: @escaping @Sendable (CallFrame) throws -> any ScriptValue,
    set: (@Sendable (CallFrame, Value) throws -> Void)?
  ) {
    self.name = name
    self.luaType = luaType
    self.summary = summary
    self.get = Function(name, summary, returns: luaType) { frame in try get(frame) }
    self.set = set.map { set in
      Function(name, summary, argument("", kind, summary)) { frame, value in
        try set(frame, value)
        return Several.nothing
      }
    }
  }

  /// A field that is read and set; setting it changes the object itself.
  public init<Object: ScriptObject, Value>(
    _ name: String, of receiver: Kind<Object>, _ luaType: String, _ summary: String, kind: Kind<Value>,
    get: @escaping @Sendable (CallFrame, Object) throws -> any ScriptValue,
    set: @escaping @Sendable (inout Object, Value) throws -> Void
  ) {
    self.name = name
    self.luaType = luaType
    self.summary = summary
    self.get = Function(receiver: receiver, name, summary, returns: luaType, body: get)
    self.set = Function(
      name, summary, argument("self", .reference(to: receiver), ""), argument("", kind, "")
    ) { _, object, value in
      try object.modify { try set(&$0, value) }
      return Several.nothing
    }
  }
}

/// A method, declared with the kind of its receiver.
public func method<Receiver, each Value>(
  _ name: String, of receiver: Kind<Receiver>, _ summary: String, _ parameters: repeat Parameter<each Value>,
  returns: String = "",
  body: @escaping @Sendable (CallFrame, Receiver, repeat each Value) throws -> any ScriptValue
) -> Function {
  Function(
    receiver: receiver, name, summary, repeat each parameters, returns: returns, body: body)
}
