/// One word of a Lua script.
public struct Token: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case name
    case keyword
    case number
    case string
    case symbol
    case end
  }

  public let kind: Kind
  /// The word as it is written; of a string what it stands for.
  public let text: String
  /// From 1.
  public let line: Int
  /// The place of its first byte in the script.
  public let offset: Int
  /// The place behind its last byte.
  public let end: Int
  /// Whether nothing but space stands before it in its line.
  public let isFirstOnLine: Bool
}

/// A script that is no Lua.
public struct LuaSyntaxError: Error {
  public let line: Int
  public let message: String
}
