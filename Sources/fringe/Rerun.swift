import ArgumentParser
import ImageFiles
import ScriptAPI

#if canImport(Glibc)
  import Glibc
#endif

/// `fringe rerun run.json`: repeats a run and compares what it saves.
struct Rerun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun",
    abstract: "Repeat the run of a run.json, and tell whether each output is identical.",
    discussion: """
      The script runs again in the folder in which it ran, with the same arguments and parameters. What it saves goes \
      to a folder of its own, and is compared from there; the outputs of the first run are left alone. What the first run \
      saved outside its output folder goes to `outside` in that folder. What the script writes by itself (io.open, not to \
      fringe.output) is written in place, as in the first run, and listed. Exit status 1 when anything differs.
      """)

  @Option(
    name: [.short, .long], help: "Where the new outputs go and stay; a temporary folder when left out.")
  var output: String?

  @OptionGroup var threads: ThreadOptions

  @OptionGroup(title: "Safety (as in the first run, unless given)")
  var safety: SafetyOptions

  @Argument(help: "The run.json that the run has written.")
  var record: String

  func run() throws {
    try RunExecution.reporting { () throws in
      let known = try RunRecord.read(record)
      // Before the folder changes: both are relative to the one we are in.
      let redirection = Redirection(of: known.outputs, recordedAs: record)
      let target = try folder()
      defer { PassingFolder.end() }
      if output == nil { PassingFolder.begin(target) }
      if output != nil { try protect(known.outputs, redirection, from: target) }
      let safeguards = safety.withAbsolutePaths().safeguards(over: known.safeguards)
      if let folder = known.folder, chdir(folder) != 0 {
        throw RunExecution.Complaint(
          description:
            "the run was started in \(folder), which cannot be entered; make it, or run the script by hand")
      }
      let text = try ScriptFile.read(known.script)
      var comparison = Comparison()
      comparison.compareSources(known, script: text)
      let command = RunRecord.Command(
        script: known.script, text: text, arguments: known.arguments, assignments: known.assignments,
        parameterFiles: known.parameterFiles, safeguards: safeguards)
      let session = Session(
        outputFolder: target, threads: threads.count, isQuiet: true, redirection: redirection,
        parameters: ParameterOverrides(
          files: known.parameterFiles, assignments: known.assignments.compactMap { ParameterAssignment($0) }),
        limits: try safeguards.limits(), sandbox: command.confineProcess(output: target))
      let ending = try failure(of: RunExecution(session: session, command: command))
      comparison.compareModules(known, session.loadedFiles) {
        redirection.place(ofTarget: FilePath.normal($0), in: target)
      }
      let made = session.savedFiles.map { (redirection.place(ofTarget: $0.path, in: target), $0.path) }
      comparison.compareOutputs(known, redirection, made: Dictionary(made) { $1 })
      for path in session.filesWrittenInPlace { comparison.tell(path, "written in place, not compared") }
      comparison.compareEndings(known, redirection, ending?.text, in: target)
      if comparison.differs { throw ExitCode(1) }
    }
  }

  /// Runs the script and returns what has ended it, unless that ends the repetition as well: a signal or a limit.
  private func failure(of execution: RunExecution) throws -> RunRecord.Failure? {
    do {
      try execution.execute()
    } catch {
      let failure = RunRecord.Failure(error)
      if failure.isUrgent { throw error }
      return failure
    }
    return nil
  }

  /// The folder for the new outputs, as an absolute path.
  private func folder() throws -> String {
    if let output {
      guard mkdir(output, 0o777) == 0 || errno == EEXIST, let path = FilePath.real(output) else {
        throw RunExecution.Complaint(
          description: "\(output): \(strerror(errno).map { String(cString: $0) } ?? "cannot be made")")
      }
      return path
    }
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/fringe-rerun-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil,
      let path = template.withUnsafeBufferPointer({
        $0.baseAddress.flatMap { FilePath.real(String(cString: $0)) }
      })
    else { throw RunExecution.Complaint(description: "no temporary folder can be made in \(base)") }
    return path
  }

  /// Refuses a folder in which there is something that the first run saved, and that could be replaced.
  private func protect(_ outputs: [RunRecord.File], _ redirection: Redirection, from folder: String) throws {
    for file in outputs {
      guard let path = FilePath.real(redirection.place(of: file.path)),
        let name = FilePath.part(of: path, below: folder)
      else { continue }
      throw RunExecution.Complaint(
        description: "\(folder) has an output of the first run in it, \(name); give -o another folder")
    }
  }
}
