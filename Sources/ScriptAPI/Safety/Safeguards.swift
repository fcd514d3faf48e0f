import ImageFiles
import Imaging
import Scripting

/// What keeps a script within bounds.
public struct Safeguards: Sendable {
  /// Whether the script is one of others: no process, files only where they are permitted.
  public var isSandboxed: Bool
  /// Folders and files that may be read, besides those that the command line names otherwise.
  public var readable: [String]
  public var memory: Limit?
  public var time: Limit?

  public init(
    isSandboxed: Bool = false, readable: [String] = [], memory: Limit? = nil, time: Limit? = nil
  ) {
    (self.isSandboxed, self.readable, self.memory, self.time) = (isSandboxed, readable, memory, time)
  }

  /// The limits of a sandbox that are not given otherwise.
  public static let sandboxMemory = "4G"
  public static let sandboxTime = "10m"

  /// What the run may use; nil: anything.
  ///
  /// - Parameter isInteractive: Whether somebody sits before it, whose time is not limited unasked.
  public func limits(isInteractive: Bool = false) throws(ScriptError) -> RunLimits? {
    let memory = memory ?? (isSandboxed ? Limit(memory: Self.sandboxMemory) : nil)
    let time = time ?? (isSandboxed && !isInteractive ? Limit(time: Self.sandboxTime) : nil)
    guard memory?.value != nil || time?.value != nil else { return nil }
    return try RunLimits(
      memory: memory?.value.map { Int($0) },
      memoryMessage: "the script needs more memory than --memory \(memory?.text ?? "") allows",
      seconds: time?.value, timeMessage: "the script takes longer than --time \(time?.text ?? "") allows")
  }

  /// What the command line names, and where the run saves.
  public struct Places: Sendable {
    /// The script; nil for code on the command line and standard input.
    public var script: String?
    /// What may be a path of an input: arguments and values of parameters.
    public var words: [String]
    public var parameterFiles: [String]
    /// The folder for what is saved; nil: none was given.
    public var output: String?
    /// The folders of the modules that are shipped with the program.
    public var modules: [String]

    public init(
      script: String?, words: [String], parameterFiles: [String], output: String?, modules: [String]
    ) {
      (self.script, self.words, self.parameterFiles) = (script, words, parameterFiles)
      (self.output, self.modules) = (output, modules)
    }
  }

  /// Confines this process, for good; nil without a sandbox.
  ///
  /// Read is what `--read` names, else what is below the script's folder; besides, the files and folders that the command
  /// line names, what is beside files of parameters, and what the run has saved.
  public func confineProcess(_ places: Places) -> Sandbox? {
    guard isSandboxed else { return nil }
    var folders = readable
    if readable.isEmpty, let script = places.script, script != "-" { folders.append(FilePath.folder(script)) }
    folders += places.parameterFiles.map(FilePath.folder) + places.words.filter(AtomicFile.exists)
    let access = FileAccess(readable: folders, writable: places.output)
    access.confineProcess()
    return Sandbox(moduleFolders: places.modules) { path, isWritten in
      isWritten ? access.refusal(writing: path) : access.refusal(reading: path)
    }
  }
}

// MARK: - In the record of a run

extension Safeguards {
  /// As fields of a record; none where nothing was asked for.
  var metadata: Metadata {
    var fields: Metadata = [:]
    if isSandboxed { fields["sandbox"] = .group(["read": .list(readable.map { .string($0) })]) }
    fields["memory"] = memory.map { .string($0.text) }
    fields["time"] = time.map { .string($0.text) }
    return fields
  }

  /// What a record says.
  init(_ fields: Metadata) {
    self.init()
    if case .group(let sandbox)? = fields["sandbox"] {
      isSandboxed = true
      if case .list(let values)? = sandbox["read"] {
        readable = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
      }
    }
    if case .string(let text)? = fields["memory"] { memory = Limit(memory: text) }
    if case .string(let text)? = fields["time"] { time = Limit(time: text) }
  }
}
