import CLuaBridge

/// A value that Swift can hand to a script.
public protocol ScriptValue {
  /// Pushes the value, as exactly one Lua value.
  func push(onto frame: CallFrame)
}

extension Int: ScriptValue {
  public func push(onto frame: CallFrame) { lua_pushinteger(frame.L, lua_Integer(self)) }
}

extension Double: ScriptValue {
  /// NaN has no sign: Lua would print one as `-nan`.
  public func push(onto frame: CallFrame) { lua_pushnumber(frame.L, isNaN ? .nan : self) }
}

extension Float: ScriptValue {
  public func push(onto frame: CallFrame) { Double(self).push(onto: frame) }
}

extension Bool: ScriptValue {
  public func push(onto frame: CallFrame) { lua_pushboolean(frame.L, self ? 1 : 0) }
}

extension String: ScriptValue {
  public func push(onto frame: CallFrame) { frame.push(self) }
}

/// A Lua string of any bytes.
public struct ByteString: ScriptValue {
  let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public func push(onto frame: CallFrame) {
    // An empty array has no address to lend; Lua wants one.
    (bytes + [0]).withUnsafeBytes { raw in
      _ = lua_pushlstring(frame.L, raw.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
  }
}

extension Optional: ScriptValue where Wrapped: ScriptValue {
  public func push(onto frame: CallFrame) {
    if let value = self { value.push(onto: frame) } else { lua_pushnil(frame.L) }
  }
}

extension Array: ScriptValue where Element: ScriptValue {
  public func push(onto frame: CallFrame) { List(self).push(onto: frame) }
}

extension LuaFunction: ScriptValue {
  public func push(onto frame: CallFrame) { lua_pushvalue(frame.L, index) }
}

/// A plain Lua list of values of any kind.
public struct List: ScriptValue {
  public var values: [any ScriptValue]

  public init(_ values: [any ScriptValue]) { self.values = values }

  public func push(onto frame: CallFrame) {
    frame.reserve()
    lua_createtable(frame.L, Int32(clamping: values.count), 0)
    for (place, value) in values.enumerated() {
      value.push(onto: frame)
      lua_rawseti(frame.L, -2, lua_Integer(place + 1))
    }
  }
}

/// A Lua table of named values. Reading a field that it does not have is an error, unless it is `open`; one with the
/// value nil may be read.
public struct Record: ScriptValue {
  public var fields: [(name: String, value: any ScriptValue)]
  public var isOpen: Bool

  public init(_ fields: [(String, any ScriptValue)], open: Bool = false) {
    self.fields = fields.map { (name: $0.0, value: $0.1) }
    isOpen = open
  }

  public func push(onto frame: CallFrame) {
    frame.reserve()
    lua_createtable(frame.L, 0, Int32(clamping: fields.count))
    var absent: [String] = []
    for field in fields {
      frame.push(field.name)
      field.value.push(onto: frame)
      if lua_type(frame.L, -1) == LUA_TNIL { absent.append(field.name) }
      lua_rawset(frame.L, -3)
    }
    guard !isOpen else { return }
    if absent.isEmpty {
      fringe_push_record_metatable(frame.L, frame.state.unknownRecordField, frame.state.recordText)
    } else {
      pushMetatable(absent: absent, frame)
    }
    lua_setmetatable(frame.L, -2)
  }

  /// The metatable of a record with fields that are nil: it knows their names.
  private func pushMetatable(absent: [String], _ frame: CallFrame) {
    lua_createtable(frame.L, 0, 4)
    frame.push("__index")
    fringe_push_function(frame.L, frame.state.unknownRecordField)
    lua_rawset(frame.L, -3)
    frame.push("__tostring")
    fringe_push_function(frame.L, frame.state.recordText)
    lua_rawset(frame.L, -3)
    frame.push("__metatable")
    frame.push("Fringe record")
    lua_rawset(frame.L, -3)
    frame.push(Self.absentKey)
    lua_createtable(frame.L, 0, Int32(clamping: absent.count))
    for name in absent {
      frame.push(name)
      lua_pushboolean(frame.L, 1)
      lua_rawset(frame.L, -3)
    }
    lua_rawset(frame.L, -3)
  }

  fileprivate static let absentKey = "absent"
}

/// What a function returns when it returns several values, or none.
public struct Several: ScriptValue {
  public var values: [any ScriptValue]

  public init(_ values: any ScriptValue...) { self.values = values }

  /// No result.
  public static var nothing: Several { Several() }

  /// As one value: the first.
  public func push(onto frame: CallFrame) {
    if let first = values.first { first.push(onto: frame) } else { lua_pushnil(frame.L) }
  }
}

extension CallFrame {
  /// Whether a record, the first argument, has a field of the second argument's name that is nil.
  var isAbsentRecordField: Bool {
    reserve()
    let top = lua_gettop(L)
    defer { lua_settop(L, top) }
    guard let name = slot(2).string, lua_getmetatable(L, 1) != 0 else { return false }
    let absent = slot(Int(top) + 1).field(Record.absentKey)
    return absent.isTable && absent.hasField(name)
  }
}
