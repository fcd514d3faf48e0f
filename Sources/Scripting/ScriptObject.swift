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

/// What a handle owns.
class AnyBox {
  var className: String { "" }
  var scriptDescription: String { "" }
}

final class Box<Object: ScriptObject>: AnyBox {
  var value: Object

  init(_ value: Object) { self.value = value }

  override var className: String { Object.className }
  override var scriptDescription: String { value.scriptDescription }
}
