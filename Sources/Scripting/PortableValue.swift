import CLuaBridge

/// A value of a script, copied out of its state so that another thread can have it.
public indirect enum PortableValue: Sendable {
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string([UInt8])
  case table([Field])
  case object(any PortableObject)

  public struct Field: Sendable {
    let key: PortableValue
    let value: PortableValue
  }

  /// Tables may be this deep inside each other.
  static let maximumDepth = 16
}

extension PortableValue {
  /// Copies a value: a boolean, number or string, a Fringe value, or a plain table of these.
  init(_ slot: LuaSlot, depth: Int = 0) throws(Mismatch) {
    let type = lua_type(slot.frame.L, slot.index)
    if let truth = slot.boolean {
      self = .boolean(truth)
    } else if type == LUA_TNUMBER {
      self =
        lua_isinteger(slot.frame.L, slot.index) != 0
        ? .integer(slot.integer ?? 0) : .number(slot.number ?? .nan)
    } else if let bytes = slot.bytes {
      self = .string(bytes)
    } else if let object = slot.box?.portable {
      self = .object(object)
    } else if slot.isTable, !slot.hasMetatable {
      guard depth < Self.maximumDepth else {
        throw Mismatch("tables inside each other more than \(Self.maximumDepth) deep cannot be passed on")
      }
      var fields: [Field] = []
      try slot.forEach { key, value throws(Mismatch) in
        let copiedKey = try PortableValue(key, depth: depth + 1)
        do throws(Mismatch) {
          fields.append(Field(key: copiedKey, value: try PortableValue(value, depth: depth + 1)))
        } catch { throw error.inside(key.string ?? "[\(key.summary)]") }
      }
      self = .table(fields)
    } else {
      throw Mismatch(
        "\(slot.summary) cannot be passed to other threads; numbers, strings, booleans, Fringe values and plain tables "
          + "of them can")
    }
  }
}

extension PortableValue: ScriptValue {
  /// Pushes a copy; objects cannot be changed through it.
  public func push(onto frame: CallFrame) {
    frame.reserve()
    switch self {
    case .boolean(let truth): truth.push(onto: frame)
    case .integer(let integer): integer.push(onto: frame)
    case .number(let number): number.push(onto: frame)
    case .string(let bytes): ByteString(bytes).push(onto: frame)
    case .object(let object): frame.push(locked: object)
    case .table(let fields):
      lua_createtable(frame.L, 0, Int32(clamping: fields.count))
      for field in fields {
        field.key.push(onto: frame)
        field.value.push(onto: frame)
        lua_rawset(frame.L, -3)
      }
    }
  }
}

extension CallFrame {
  fileprivate func push<Object: PortableObject>(locked object: Object) {
    push(object: object, lock: "it belongs to all windows and cannot be changed here")
  }
}

extension Kind where Value == PortableValue {
  /// A table of values that can be copied to another thread.
  public static var portableTable: Kind {
    Kind(
      expected: "a table of numbers, strings, booleans, Fringe values and tables of them", luaType: "table",
      sample: "{ limit = 1 }"
    ) { slot throws(Mismatch) in
      guard slot.isTable else { return nil }
      return try PortableValue(slot)
    }
  }
}
