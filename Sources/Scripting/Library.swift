/// Everything that a script can use: the module's functions and fields, and the classes.
public struct Library: Sendable {
  /// The name to `require`: `"fringe"`.
  public let name: String
  public let functions: [Function]
  /// Fields that are computed when read, and may be settable.
  public let properties: [Property]
  /// Fields with fixed values.
  public let constants: [Constant]
  public let classes: [ClassDeclaration]
  /// Tables that functions take and return.
  public let types: [TypeDeclaration]

  /// A named fixed value of the module.
  public struct Constant: Sendable {
    public let name: String
    public let luaType: String
    public let summary: String
    let value: @Sendable () -> any ScriptValue

    public init(
      _ name: String, _ luaType: String, _ summary: String, value: @escaping @Sendable () -> any ScriptValue
    ) {
      self.name = name
      self.luaType = luaType
      self.summary = summary
      self.value = value
    }
  }

  public init(
    name: String, functions: [Function], properties: [Property], constants: [Constant],
    classes: [ClassDeclaration], types: [TypeDeclaration] = []
  ) {
    self.name = name
    self.functions = functions
    self.properties = properties
    self.constants = constants
    self.classes = classes
    self.types = types
  }

  /// A class with the members of its parents put in, its own first.
  public func complete(_ declaration: ClassDeclaration) -> ClassDeclaration {
    guard let parent = classes.first(where: { $0.name == declaration.parent }) else { return declaration }
    let inherited = complete(parent)
    var whole = declaration
    whole.properties += inherited.properties.filter { field in
      !declaration.properties.contains { $0.name == field.name }
    }
    whole.methods += inherited.methods.filter { method in
      !declaration.methods.contains { $0.name == method.name }
    }
    return whole
  }
}
