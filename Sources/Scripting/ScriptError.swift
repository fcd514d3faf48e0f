/// Why a call from a script did not succeed.
public enum ScriptError: Error {
  /// It failed; the message says what is wrong and what to do, in one line.
  case failed(String)
  /// A Lua function that was called raised an error; the error object is on top of the stack.
  case raised
  /// The run is interrupted.
  case interrupted
}

/// A value of a script is not what was declared.
public struct Mismatch: Error {
  /// Where in a composed value: `"[2].row"`, `"row"`, or empty.
  public var place: String
  /// What is wrong: `"expected a number, got a string \"x\""`.
  public var problem: String

  public init(_ problem: String, at place: String = "") {
    self.place = place
    self.problem = problem
  }

  /// The same mismatch, seen from a value that holds this one at `outer`, a name or a place in brackets.
  public func inside(_ outer: String) -> Mismatch {
    Mismatch(problem, at: place.isEmpty || place.hasPrefix("[") ? outer + place : "\(outer).\(place)")
  }

  /// The place, where there is one, and what is wrong.
  public var text: String { place.isEmpty ? problem : "\(place): \(problem)" }

  /// The message about the value called `name`.
  func message(about name: String) -> String { inside(name).text }
}
