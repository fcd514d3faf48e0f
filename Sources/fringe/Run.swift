import ArgumentParser
import ScriptAPI
import Scripting

/// `fringe SCRIPT.lua`: runs a script.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script (what `fringe SCRIPT.lua` does).", helpNames: [])

  @Option(
    name: [.short, .long],
    help: "The folder to which relative paths of saved files go; the current one when left out.")
  var output: String?

  @OptionGroup var options: RunOptions

  @Option(
    name: .short, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run this Lua text first.", valueName: "code"))
  var e: [String] = []

  @Flag(
    name: .customShort("i"),
    help: "Go on at a prompt after the script. Without code or script the prompt comes first.")
  var interactive = false

  @Flag(name: .shortAndLong, help: "Show this, or the parameters of SCRIPT with their defaults.")
  var help = false

  @Argument(help: "The script; `-` reads it from standard input.")
  var script: String?

  @Argument(help: "What the script gets as `arg` and `...`.")
  var arguments: [String] = []

  func validate() throws {
    if script == nil, e.isEmpty, !help, !interactive, !Prompt.isPossible {
      throw ValidationError("give a script to run: fringe SCRIPT.lua, or code: fringe -e 'print(1)'")
    }
  }

  func run() throws {
    if help {
      guard let script else { throw CleanExit.helpRequest(self) }
      return try showHelp(of: script)
    }
    try RunExecution.reporting { () throws in
      let command = try options.command(
        script: script,
        text: try script.map { try ScriptFile.read($0) } ?? Array(e.joined(separator: "\n").utf8),
        arguments: arguments)
      let prompts = interactive || (script == nil && e.isEmpty)
      let session = try options.session(for: command, outputFolder: output, isInteractive: prompts)
      try RunExecution(session: session, command: command, code: e, prompts: prompts).execute(
        recording: options.record)
    }
  }

  private func showHelp(of script: String) throws {
    try RunExecution.reporting { () throws in
      let text = try ScriptFile.read(script)
      let command = RunRecord.Command(
        script: script, text: text, arguments: arguments, safeguards: options.safety.safeguards())
      var listing: String?
      if let parameters = ParameterOverrides(listing: command.chunk) {
        let session = Session(
          outputFolder: output ?? ".", isQuiet: true, parameters: parameters,
          limits: try command.safeguards.limits(),
          sandbox: command.confineProcess(output: output))
        do {
          try RunExecution(session: session, command: command, code: e).execute()
        } catch let failure as LuaState.Failure {
          // The script was ended as soon as it had declared its parameters.
          guard session.parameters.listing != nil else { throw failure }
        }
        listing = session.parameters.listing
      }
      print(ScriptHelp(of: text, path: script).text(parameters: listing))
    }
  }
}

extension RunRecord.Command {
  /// Confines the process to what this command may reach; nil without a sandbox.
  func confineProcess(output: String?) -> Sandbox? {
    safeguards.confineProcess(
      .init(
        script: script,
        words: arguments
          + assignments.compactMap { $0.split(separator: "=", maxSplits: 1).last.map(String.init) },
        parameterFiles: parameterFiles, output: output,
        modules: [LuaState.installedScripts].compactMap(\.self)))
  }
}

extension ParameterAssignment: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension RunRecord.Detail: ExpressibleByArgument {}
