import ArgumentParser
import ImageFiles
import ScriptAPI
import Scripting

/// `fringe report SCRIPT.lua`: runs a script as a notebook, and writes what it shows as one HTML file.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Run a script as a notebook: code, text, prints, figures and tables in one HTML file.",
    discussion: """
      A line `-- %% Title` begins a cell of code, `-- %% [markdown]` one of text; `{echo=false}` behind a title hides the \
      code. What the script prints, the figures and tables that it saves, and what it gives to fringe.show, stand below the cell that runs. The script runs as \
      one chunk. An error keeps what was there, shows the traceback at its cell, and ends with status 1.
      """)

  @Option(
    name: [.short, .long], help: "The HTML file; the script's name with .html, here, when left out.")
  var output: String?

  @Option(help: "The folder to which relative paths of saved files go; the current one when left out.")
  var folder: String?

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set a parameter of the script.", valueName: "name=value"))
  var assignments: [ParameterAssignment] = []

  @Option(
    name: .customLong("params"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A Lua file that returns a table of parameters.", valueName: "file"))
  var parameterFiles: [String] = []

  @Option(
    help: ArgumentHelp(
      "full; stable leaves date, times and machine out of the report and of run.json; none also leaves out run.json.",
      valueName: "detail"))
  var record: RunRecord.Detail = .full

  @Option(help: "Number of threads; all processors when left out. Results do not depend on it.")
  var threads: Int?

  @OptionGroup var cache: CacheOptions

  @Flag(name: .customLong("no-cache"), help: "Compute everything, and keep no result.")
  var noCache = false

  @Flag(help: "No notes and no progress bar; warnings and errors remain.")
  var quiet = false

  @OptionGroup(title: "Safety")
  var safety: SafetyOptions

  @Argument(help: "The script.")
  var script: String

  @Argument(help: "What the script gets as `arg` and `...`.")
  var arguments: [String] = []

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024")
    }
    if script == "-" { throw ValidationError("a report is made of a script file; give its path") }
  }

  func run() throws {
    try RunExecution.reporting { () throws in
      try Session.prepareReport()
      let command = RunRecord.Command(
        script: script, text: try ScriptFile.read(script), arguments: arguments,
        assignments: assignments.map(\.argument), parameterFiles: parameterFiles,
        safeguards: safety.safeguards())
      let target = output ?? FilePath.stem(script) + ".html"
      // Begun before the run, so that a place where nothing can be written shows at once.
      let file = try AtomicFile(path: target, makingFolders: true)
      let session = Session(
        outputFolder: folder ?? ".", threads: threads, isQuiet: quiet,
        parameters: ParameterOverrides(files: parameterFiles, assignments: assignments),
        cache: noCache || cache.limit == 0 || command.safeguards.isSandboxed ? nil : cache.resultCache,
        limits: try command.safeguards.limits(), sandbox: command.confineProcess(output: folder))
      session.report = RunReport(of: command.text, path: script)
      var failure: (any Error)?
      do {
        try RunExecution(session: session, command: command).execute(recording: record)
      } catch {
        failure = error
      }
      try file.write(
        try session.reportPage(of: command, detail: record, failure: failure.map { RunRecord.Failure($0) }))
      try file.commit()
      if let failure { throw failure }
      if !quiet { print(target) }
    }
  }
}
