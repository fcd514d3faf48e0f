import ArgumentParser
import ScriptAPI

/// What every command that runs a script takes.
struct RunOptions: ParsableArguments {
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

  @Option(
    help: ArgumentHelp(
      "What run.json beside the saved files, and a report, say: full; stable leaves out date, times and machine; none.",
      valueName: "detail"))
  var record: RunRecord.Detail = .full

  @OptionGroup var threads: ThreadOptions

  @OptionGroup var cache: CacheOptions

  @Flag(
    name: .customLong("no-cache"),
    help:
      "Compute everything, and keep no result. Else slow steps are not computed again: see fringe help cache."
  )
  var noCache = false

  @Flag(help: "No notes and no progress bar; warnings and errors remain.")
  var quiet = false

  @OptionGroup(title: "Safety")
  var safety: SafetyOptions

  /// What is run, and under which safeguards.
  func command(script: String?, text: [UInt8], arguments: [String]) throws -> RunRecord.Command {
    RunRecord.Command(
      script: script, text: text, arguments: arguments, assignments: assignments.map(\.argument),
      parameterFiles: parameterFiles, safeguards: safety.safeguards())
  }

  /// The session in which a command runs. In a sandbox the process is confined from here on.
  ///
  /// - Parameter isInteractive: Whether a prompt follows, which no default limits.
  func session(
    for command: RunRecord.Command, outputFolder: String?, isInteractive: Bool = false
  ) throws -> Session {
    // A script of others writes nowhere but to its output folder.
    let keeps = !noCache && cache.limit != 0 && !command.safeguards.isSandboxed
    let session = Session(
      outputFolder: outputFolder ?? ".", threads: threads.count, isQuiet: quiet,
      parameters: ParameterOverrides(files: parameterFiles, assignments: assignments),
      cache: keeps ? cache.resultCache : nil,
      limits: try command.safeguards.limits(isInteractive: isInteractive),
      sandbox: command.confineProcess(output: outputFolder))
    session.opensPages = true
    return session
  }
}
