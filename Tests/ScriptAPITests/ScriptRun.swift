import Foundation
import ScriptAPI
import Scripting
import Synchronization

/// A session with a Lua state in a temporary folder, and what it has told its user.
final class ScriptRun {
  let folder: String
  let state: LuaState
  private let told = Told()

  private final class Told: Sendable {
    let text = Mutex("")
  }

  init(threads: Int = 2, parameters: ParameterOverrides = ParameterOverrides()) throws {
    folder = NSTemporaryDirectory() + "fringe-test-" + UUID().uuidString
    let told = told
    let console = Console(isTerminal: false) { text in told.text.withLock { $0 += text } }
    let session = Session(outputFolder: folder, threads: threads, parameters: parameters, console: console)
    state = try session.makeState()
    try state.run("fringe = require 'fringe'", name: "=setup")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Warnings and notes so far.
  var console: String { told.text.withLock { $0 } }

  /// The path of a saved file.
  func path(_ name: String) -> String { folder + "/" + name }

  /// The results of a chunk called `test.lua`, as text.
  func callAsFunction(_ code: String) throws -> [String] {
    try state.results(of: Array(code.utf8), name: "@test.lua")
  }

  /// The only result, as a number.
  func number(_ code: String) throws -> Double { Double(try self(code).first ?? "") ?? .nan }

  /// The message with which a chunk fails, without the traceback; nil when it does not fail.
  func message(_ code: String) -> String? {
    do {
      _ = try self(code)
      return nil
    } catch let failure as LuaState.Failure {
      return failure.text.components(separatedBy: "\nstack traceback").first
    } catch {
      return "\(error)"
    }
  }
}
