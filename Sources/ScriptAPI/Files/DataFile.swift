import Lattice
import Scripting

/// Files that are data written as Lua.
package enum DataFile: String, CaseIterable {
  /// What `fringe.save_reflections` writes.
  case reflections
  /// What `--params` names.
  case parameters
  /// What `fringe.pick` writes.
  case pick

  /// Bytes of a file, at most.
  static let maximumByteCount = 1 << 20

  /// Reads a file's text and drops what is in it; for the fuzzer.
  package func check(_ text: [UInt8], name: String, in state: LuaState) throws {
    switch self {
    case .reflections: _ = try state.evaluate(text, name: "@" + name, as: .savedReflections)
    case .parameters: _ = try state.evaluate(text, name: "@" + name, as: .parameterTable)
    case .pick: _ = try state.evaluate(text, name: "@" + name, as: .picked)
    }
  }
}
