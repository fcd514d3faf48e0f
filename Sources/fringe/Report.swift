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

  @OptionGroup var options: RunOptions

  @Argument(help: "The script.")
  var script: String

  @Argument(help: "What the script gets as `arg` and `...`.")
  var arguments: [String] = []

  func validate() throws {
    if script == "-" { throw ValidationError("a report is made of a script file; give its path") }
  }

  func run() throws {
    try RunExecution.reporting { () throws in
      try Session.prepareReport()
      let command = try options.command(
        script: script, text: try ScriptFile.read(script), arguments: arguments)
      let target = output ?? FilePath.stem(script) + ".html"
      // Begun before the run, so that a place where nothing can be written shows at once.
      let file = try AtomicFile(path: target, makingFolders: true)
      let session = try options.session(for: command, outputFolder: folder)
      session.report = RunReport(of: command.chunk, path: script)
      var failure: (any Error)?
      do {
        try RunExecution(session: session, command: command).execute(recording: options.record)
      } catch {
        failure = error
        if let exit = error as? LuaState.Failure, let status = exit.exitStatus {
          session.report?.didExit(exit.text, status: status)
        }
      }
      try file.write(
        try session.reportPage(
          of: command, detail: options.record, failure: failure.map { RunRecord.Failure($0) }))
      try file.commit()
      if let failure { throw failure }
      if !options.quiet { print(target) }
    }
  }
}
