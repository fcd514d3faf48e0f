import ArgumentParser
import ScriptAPI
import Scripting

/// `fringe check SCRIPT.lua`: looks for slips without running the script.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for slips in scripts without running them.",
    discussion: """
      Syntax, undefined globals, unknown functions, methods, fields and options of fringe, values of the wrong type, \
      and what makes saved results change from run to run. Findings are printed as FILE:LINE: MESSAGE; then the exit \
      status is 1.
      """)

  @Argument(help: "The scripts; `-` reads from standard input.")
  var scripts: [String]

  func run() throws {
    let state = try Session().makeState()
    state.setArguments(script: nil, before: [], after: [])
    let check = ScriptCheck(library: fringeLibrary, globals: try state.globalNames())
    var isClean = true
    for path in scripts {
      let lines = try findings(in: path, state, check)
      for line in lines { print(line) }
      isClean = isClean && lines.isEmpty
    }
    if !isClean { throw ExitCode(1) }
  }

  /// One a line, as `FILE:LINE: MESSAGE`.
  private func findings(in path: String, _ state: LuaState, _ check: ScriptCheck) throws -> [String] {
    let name = path == "-" ? "stdin" : path
    do {
      let text = LuaState.chunk(of: try ScriptFile.read(path))
      try state.compile(text, name: path == "-" ? "=stdin" : "@\(path)")
      return check.findings(in: text).map { "\(name):\($0.line): \($0.message)" }
    } catch let failure as LuaState.Failure {
      return [failure.text]
    } catch let error as ScriptFile.Unreadable {
      return ["\(error)"]
    }
  }
}
