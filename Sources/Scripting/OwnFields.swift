import CLuaBridge

/// An object with fields of its own, by names that are known only when it is made.
///
/// Their values lie in a Lua table behind the handle, so that a table among them stays the same one.
public protocol OwnFields: ScriptObject {
  /// The names, also of fields without a value: reading these gives nil.
  var fieldNames: [String] { get }
}

/// A new handle of an object, with the values of its own fields.
public struct WithOwnFields<Object: OwnFields>: ScriptValue {
  let object: Object
  let values: Record

  public init(_ object: Object, values: Record) {
    self.object = object
    self.values = values
  }

  public func push(onto frame: CallFrame) {
    frame.push(object: object)
    values.push(onto: frame)
    lua_setiuservalue(frame.L, -2, 1)
  }
}

extension LuaSlot {
  /// The table of a handle's own fields; it lives as long as the call.
  public var ownFields: LuaSlot? {
    guard box != nil else { return nil }
    frame.reserve()
    lua_getiuservalue(frame.L, index, 1)
    let table = LuaSlot(frame: frame, index: lua_gettop(frame.L))
    return table.isTable ? table : nil
  }
}

/// Reads a field of an object's own.
///
/// - Parameters:
///   - kind: What such a field is called: `"parameter"`.
///   - prefix: What the object is called in messages.
func ownField(
  _ name: String, kind: String, of object: LuaSlot, prefix: String
) throws(ScriptError) -> any ScriptValue {
  let names = object.box?.fieldNames ?? []
  guard names.contains(name), let table = object.ownFields else {
    throw .failed(
      "\(prefix): there is no \(kind) \"\(name)\"\(NearestName.hint(name, among: names)); the \(kind)s are "
        + names.joined(separator: ", "))
  }
  return table.value(name)
}
