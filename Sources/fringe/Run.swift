import ArgumentParser
import ScriptAPI
import Scripting

/// `fringe SCRIPT.lua`: runs a script.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run a script (what `fringe SCRIPT.lua` does).")

  @Option(name: [.short, .long], help: "The folder to which relative paths of saved files go.")
  var output: String = "."

  @Option(help: "Number of threads; all processors when left out. Results do not depend on it.")
  var threads: Int?

  @Flag(help: "No notes and no progress bar; warnings and errors remain.")
  var quiet = false

  @Option(
    name: .short, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run this Lua text first.", valueName: "code"))
  var e: [String] = []

  @Argument(help: "The script; `-` reads it from standard input.")
  var script: String?

  @Argument(help: "What the script gets as `arg` and `...`.")
  var arguments: [String] = []

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024")
    }
    if script == nil, e.isEmpty {
      throw ValidationError("give a script to run: fringe SCRIPT.lua, or code: fringe -e 'print(1)'")
    }
  }

  func run() throws {
    let session = Session(outputFolder: output, threads: threads, isQuiet: quiet)
    let state = try session.makeState()
    state.interruptOnSignals()
    do {
      try state.setSearchPath(beside: script)
      state.setArguments(script: script, before: Array(CommandLine.arguments.prefix(1)), after: arguments)
      for code in e {
        try state.run(code, name: "=(command line)")
      }
      if let script {
        let code = try ScriptFile.read(script)
        try state.results(of: code, name: script == "-" ? "=stdin" : "@\(script)", arguments: arguments)
      }
    } catch let failure as LuaState.Failure {
      report("fringe: \(failure.text)")
      throw ExitCode(failure.isInterruption ? 128 + Int32(LuaState.receivedSignal ?? 2) : 1)
    } catch let error as ScriptFile.Unreadable {
      report("fringe: \(error)")
      throw ExitCode(LuaState.receivedSignal.map { 128 + Int32($0) } ?? 1)
    }
  }

  private func report(_ text: String) { Console.standard.write(text + "\n") }
}
