import ArgumentParser
import ScriptAPI
import Scripting

/// `fringe SCRIPT.lua`: runs a script.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script (what `fringe SCRIPT.lua` does).", helpNames: [])

  @Option(name: [.short, .long], help: "The folder to which relative paths of saved files go.")
  var output: String = "."

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Set a parameter of the script: window=64, mask.threshold=1.1, averages=5,10.", valueName: "name=value")
  )
  var assignments: [ParameterAssignment] = []

  @Option(
    name: .customLong("params"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A Lua file that returns a table of parameters. Later ones come first, --set before all.",
      valueName: "file"))
  var parameterFiles: [String] = []

  @Option(help: "Number of threads; all processors when left out. Results do not depend on it.")
  var threads: Int?

  @Flag(help: "No notes and no progress bar; warnings and errors remain.")
  var quiet = false

  @Option(
    name: .short, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run this Lua text first.", valueName: "code"))
  var e: [String] = []

  @Flag(name: .shortAndLong, help: "Show this, or the parameters of SCRIPT with their defaults.")
  var help = false

  @Argument(help: "The script; `-` reads it from standard input.")
  var script: String?

  @Argument(help: "What the script gets as `arg` and `...`.")
  var arguments: [String] = []

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024")
    }
    if script == nil, e.isEmpty, !help {
      throw ValidationError("give a script to run: fringe SCRIPT.lua, or code: fringe -e 'print(1)'")
    }
  }

  func run() throws {
    if help {
      guard let script else { throw CleanExit.helpRequest(self) }
      return try showHelp(of: script)
    }
    let session = Session(
      outputFolder: output, threads: threads, isQuiet: quiet,
      parameters: ParameterOverrides(files: parameterFiles, assignments: assignments))
    try reporting { () throws in
      try execute(in: session)
      if let complaint = session.parameters.complaint {
        report("fringe: \(complaint)")
        throw ExitCode(1)
      }
    }
  }

  private func showHelp(of script: String) throws {
    let session = Session(isQuiet: true, parameters: ParameterOverrides(isListing: true))
    try reporting { () throws in
      let text = try ScriptFile.read(script)
      let help = ScriptHelp(of: text, path: script)
      do {
        if help.mayDeclareParameters { try execute(in: session, text: text) }
      } catch let failure as LuaState.Failure {
        // The script was ended as soon as it had declared its parameters.
        guard session.parameters.listing != nil else { throw failure }
      }
      print(help.text(parameters: session.parameters.listing))
    }
  }

  /// Runs the code and the script.
  ///
  /// - Parameter text: That of the script, when it has been read already.
  private func execute(in session: Session, text: [UInt8]? = nil) throws {
    let state = try session.makeState()
    state.interruptOnSignals()
    try state.setSearchPath(beside: script)
    state.setArguments(script: script, before: Array(CommandLine.arguments.prefix(1)), after: arguments)
    for code in e {
      try state.run(code, name: "=(command line)")
    }
    if let script {
      let code = try text ?? ScriptFile.read(script)
      try state.results(of: code, name: script == "-" ? "=stdin" : "@\(script)", arguments: arguments)
    }
  }

  /// Tells of a failure, and turns it into an exit status.
  private func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
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

extension ParameterAssignment: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
