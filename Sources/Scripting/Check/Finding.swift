/// Something in a script that will go wrong, or may.
public struct Finding: Hashable, Sendable {
  /// From 1.
  public let line: Int
  public let message: String
}
