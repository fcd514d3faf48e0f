/// The declaration of a table that functions take or return, or of a choice of types: for help and editors.
public struct TypeDeclaration: Sendable {
  public struct Field: Sendable {
    public let name: String
    /// As LuaCATS writes it; with a question mark when it may be left out.
    public let luaType: String
    public let summary: String

    public init(_ name: String, _ luaType: String, _ summary: String) {
      self.name = name
      self.luaType = luaType
      self.summary = summary
    }
  }

  public let name: String
  public let summary: String
  /// Empty for a choice of types.
  public let fields: [Field]
  /// The types of which it is any; empty for a table.
  public let alternatives: [String]

  /// A table with fields.
  public init(_ name: String, _ summary: String, fields: [Field]) {
    self.name = name
    self.summary = summary
    self.fields = fields
    alternatives = []
  }

  /// Any of several types.
  public init(_ name: String, _ summary: String, alternatives: [String]) {
    self.name = name
    self.summary = summary
    fields = []
    self.alternatives = alternatives
  }
}
