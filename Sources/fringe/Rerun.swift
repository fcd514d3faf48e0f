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
      to a folder of its own; the outputs of the first run are left alone. Exit status 1 when anything differs.
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
      // Before the folder changes: -o is relative to the one we are in.
      let target = try folder()
      let safeguards = safety.withAbsolutePaths().safeguards(over: known.safeguards)
      defer { if output == nil { FolderTree.remove(target) } }
      if let folder = known.folder, chdir(folder) != 0 {
        throw RunExecution.Complaint(
          description:
            "the run was started in \(folder), which cannot be entered; make it, or run the script by hand")
      }
      let text = try ScriptFile.read(known.script)
      var differences = 0
      func tell(_ name: String, _ state: String, isSame: Bool) {
        if !isSame { differences += 1 }
        print("\(isSame ? "  " : "! ")\(state)  \(name)")
      }
      if RunRecord.digest(of: text) != known.scriptHash {
        tell(known.script, "script has changed since", isSame: false)
      }
      if known.version != fringeVersion {
        print("  made by Fringe \(known.version), repeated by \(fringeVersion)")
      }
      for (kind, files) in [("module", known.modules ?? []), ("input", known.inputs)] {
        for file in files where RunRecord.currentHash(of: file.path) != file.hash {
          let isThere = RunRecord.currentHash(of: file.path) != nil
          tell(file.path, isThere ? "\(kind) has changed since" : "\(kind) is missing", isSame: false)
        }
      }
      let command = RunRecord.Command(
        script: known.script, text: text, arguments: known.arguments, assignments: known.assignments,
        parameterFiles: known.parameterFiles, safeguards: safeguards)
      let session = Session(
        outputFolder: target, threads: threads.count, isQuiet: true, keepsInside: true,
        parameters: ParameterOverrides(
          files: known.parameterFiles, assignments: known.assignments.compactMap { ParameterAssignment($0) }),
        limits: try safeguards.limits(), sandbox: command.confineProcess(output: target))
      try RunExecution(session: session, command: command).execute()
      if let modules = known.modules.map({ Set($0.map(\.path)) }) {
        for file in session.loadedFiles where !modules.contains(file.path) {
          tell(file.path, "module is new", isSame: false)
        }
      }
      var made = Dictionary(session.savedFiles.map { ($0.name, $0.path) }) { $1 }
      for file in known.outputs {
        let name = file.path.hasPrefix("/") ? String(file.path.dropFirst()) : file.path
        guard let path = made.removeValue(forKey: name) else {
          tell(file.path, "missing", isSame: false)
          continue
        }
        let isSame = RunRecord.currentHash(of: path) == file.hash && file.hash != nil
        tell(file.path, isSame ? "identical" : "differs", isSame: isSame)
      }
      for name in made.keys.sorted() { tell(name, "new", isSame: false) }
      if differences > 0 { throw ExitCode(1) }
    }
  }

  /// The folder for the new outputs, as an absolute path.
  private func folder() throws -> String {
    if let output {
      guard mkdir(output, 0o777) == 0 || errno == EEXIST, let path = realpath(output, nil) else {
        throw RunExecution.Complaint(
          description: "\(output): \(strerror(errno).map { String(cString: $0) } ?? "cannot be made")")
      }
      defer { free(path) }
      return String(cString: path)
    }
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/fringe-rerun-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw RunExecution.Complaint(description: "no temporary folder can be made in \(base)")
    }
    return template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
