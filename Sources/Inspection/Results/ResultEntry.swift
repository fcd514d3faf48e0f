import Imaging

/// One of the results from which somebody chooses what to look at.
public struct ResultEntry: Sendable {
  /// As the run called it: `maps/spacing`.
  public let name: String
  public let kind: Kind
  /// Compares its files with what was known of them when the run ended; may take a second.
  public let state: @Sendable () -> State
  /// Reads it.
  public let open: @Sendable () throws(Unreadable) -> ResultContent

  public enum Kind: String, CaseIterable, Sendable {
    case map, strain, image, figure, table
    /// Of which there is nothing to show.
    case other
  }

  public enum State: Hashable, Sendable {
    /// All files are as the run left them.
    case unchanged
    /// Some have other bytes than the run left, by SHA-256.
    case changed([String])
    /// Some are gone.
    case missing([String])
    /// No run tells how they were.
    case unrecorded
  }

  /// Why a result cannot be shown, in a line.
  public struct Unreadable: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
  }

  public init(
    _ name: String, _ kind: Kind, state: @escaping @Sendable () -> State = { .unrecorded },
    open: @escaping @Sendable () throws(Unreadable) -> ResultContent
  ) {
    (self.name, self.kind, self.state, self.open) = (name, kind, state, open)
  }
}

/// What there is to see of a result.
public enum ResultContent: Sendable {
  /// What can be looked into, and what should be known of it, a line each.
  case inspected(any ResultInspector, notes: [String])
  /// A picture as it is.
  case figure(bytes: [UInt8], type: PictureType)
  case table(Table)

  public enum PictureType: String, Sendable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case svg = "image/svg+xml"
    case pdf = "application/pdf"
  }
}
