import CLuaBridge

/// A Swift value that scripts hold by a handle, with the fields and methods of a declared class.
public protocol ScriptObject: ScriptValue, SendableMetatype {
  /// The class's name: `"Image"`.
  static var className: String { get }
  /// One line that a person can use: what `tostring` shows.
  var scriptDescription: String { get }
  /// Bytes that the value holds beyond its handle; Lua's collector is told of them.
  var hostBytes: Int { get }
}

extension ScriptObject {
  public var hostBytes: Int { 0 }

  public func push(onto frame: CallFrame) { frame.push(object: self) }
}

/// A script's object that other threads may have as well.
public protocol PortableObject: ScriptObject, Sendable {}

/// What a handle owns.
class AnyBox {
  var className: String { "" }
  /// The object when it may go to another thread.
  var portable: (any PortableObject)? { nil }
  var scriptDescription: String { "" }
  /// The names of the fields that this object has of its own.
  var fieldNames: [String] { [] }
}

final class Box<Object: ScriptObject>: AnyBox {
  var value: Object
  /// Why the object cannot be changed, or nil when it can.
  let lock: String?

  init(_ value: Object, lock: String? = nil) {
    self.value = value
    self.lock = lock
  }

  override var className: String { Object.className }
  override var portable: (any PortableObject)? { value as? any PortableObject }
  override var scriptDescription: String { value.scriptDescription }
  override var fieldNames: [String] { (value as? any OwnFields)?.fieldNames ?? [] }
}

/// A script's object as such, for what changes it: its value is not copied.
public struct Reference<Object: ScriptObject> {
  let box: Box<Object>
  /// Where the object is held, on the stack of the call.
  let slot: LuaSlot

  public var value: Object { box.value }

  /// Changes the object in place.
  ///
  /// - Throws: ``ScriptError/failed(_:)`` when the object belongs to another one.
  public func modify<Result>(_ change: (inout Object) throws -> Result) throws -> Result {
    if let lock = box.lock { throw ScriptError.failed(lock) }
    defer { slot.recount(box.value.hostBytes) }
    return try change(&box.value)
  }
}

/// An object that belongs to another one: a change of it would be lost, and is refused with `reason`.
public struct Locked<Object: ScriptObject>: ScriptValue {
  let object: Object
  let reason: String

  public init(_ object: Object, reason: String) {
    self.object = object
    self.reason = reason
  }

  public func push(onto frame: CallFrame) { frame.push(object: object, lock: reason) }
}
