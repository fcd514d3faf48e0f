import ImageFiles
import Imaging
import Lattice
import ResultCache
import Scripting

#if canImport(Glibc)
  import Glibc
#endif

/// One run of a script: where it saves, how many threads it uses, what it has told its user.
public final class Session {
  /// Where relative paths of saved files start.
  public let outputFolder: String
  /// Number of threads that kernels use; 1 or more.
  public var threads: Int
  /// Whether notes and progress bars are left out; warnings and errors are not.
  public let isQuiet: Bool
  /// What the command line says of the script's parameters.
  public internal(set) var parameters: ParameterOverrides
  /// Where results of slow steps are kept from run to run; nil: nowhere.
  let cache: ResultCache?
  /// What has happened so far.
  let log = RunLog()
  /// Of a run that is repeated: where it saves in place of the first run's places.
  let redirection: Redirection?
  /// What the run may use; nil: anything.
  public let limits: RunLimits?
  /// What the script may reach; nil: everything.
  public let sandbox: Sandbox?
  /// Whether somebody is there to whom pages can be shown.
  public var opensPages = false
  private let console: Console
  /// Of a thread's own session: where the run hears of what it does.
  private var runLog: RunLog.Elsewhere?
  /// Where what the script prints and shows goes; nil: to standard output.
  public var report: RunReport?
  /// The files saved so far, as absolute normal paths.
  private var saved: Set<String> = []
  /// What `fringe.output` has given; of a run that is repeated also what it gave to the first one, as far as that is known.
  var prepared: Set<String> = []
  private var warned: Set<String> = []

  /// - Parameters:
  ///   - outputFolder: Relative saves go there; it is made when the first file is saved.
  ///   - threads: nil: one for each processor.
  ///   - redirection: Of a run that is repeated: where it saves in place of the first run's places.
  ///   - cache: Where results of slow steps are kept from run to run; nil: nowhere.
  ///   - limits: What the run may use; nil: anything.
  ///   - sandbox: What the script may reach; nil: everything.
  public init(
    outputFolder: String = ".", threads: Int? = nil, isQuiet: Bool = false, redirection: Redirection? = nil,
    parameters: ParameterOverrides = ParameterOverrides(), cache: ResultCache? = nil,
    limits: RunLimits? = nil, sandbox: Sandbox? = nil,
    console: Console = .standard
  ) {
    self.outputFolder = outputFolder
    self.threads = threads ?? Workers.processorCount
    self.isQuiet = isQuiet
    self.redirection = redirection
    self.parameters = parameters
    self.cache = cache
    self.limits = limits
    self.sandbox = sandbox
    self.console = console
  }

  deinit { runLog?.add(log) }

  /// A Lua state with the `fringe` module in it, running in this session.
  public func makeState() throws(ScriptError) -> LuaState {
    let state = try LuaState(context: self, limits: limits) { [self] in warn($0) }
    state.open(fringeLibrary)
    if let sandbox { try state.confine(to: sandbox) }
    // A sandbox writes to the output folder only, where there is nothing to watch.
    if redirection != nil, sandbox == nil { try state.watchWrites { [self] in didWrite($0) } }
    try report?.follow(state)
    state.onCall = { [log] in log.didCall($0, seconds: $1) }
    state.onLoad = { [self] in didLoad($0) }
    return state
  }

  /// Makes states for other threads: each has a session of its own that saves to the same folder and speaks to the same
  /// console.
  func workerStates() -> @Sendable () throws(ScriptError) -> LuaState {
    let (folder, isQuiet, console) = (outputFolder, isQuiet, console)
    let (limits, sandbox, redirection, elsewhere) = (limits, sandbox, redirection, log.elsewhere)
    return { () throws(ScriptError) in
      let session = Session(
        outputFolder: folder, threads: 1, isQuiet: isQuiet, redirection: redirection, limits: limits,
        sandbox: sandbox, console: console)
      session.runLog = elsewhere
      let state = try session.makeState()
      state.refuseExits("windows are measured on several threads; use error to end the script")
      return state
    }
  }

  // MARK: - What the user is told

  /// Tells of something that may make a result wrong.
  func warn(_ message: String) {
    log.didWarn(message)
    report?.add(.warning(message))
    console.write("fringe: warning: \(message)\n")
  }

  /// The same, but each message only once in a run.
  func warnOnce(_ message: String) {
    if warned.insert(message).inserted { warn(message) }
  }

  /// The same of what a function has made of an image, which is named: a batch has many.
  func warnOnce(_ function: String, of image: Image, _ message: String) {
    let subject = image.name.map { "\(function) (\($0))" } ?? function
    warnOnce("\(subject): \(message)")
  }

  /// Tells of something good to know.
  func note(_ message: String) {
    if !isQuiet { console.write("fringe: note: \(message)\n") }
  }

  /// Tells what the user has to do now.
  func announce(_ text: String) { console.write(text) }

  /// A progress bar, or nil where it would be in the way.
  func progressBar(_ title: String) -> ProgressBar? {
    isQuiet || !console.isTerminal ? nil : ProgressBar(title: title, console: console)
  }

  // MARK: - Paths

  /// Where a relative path to save to lies: in the output folder. What `fringe.output` has given lies there already.
  func outputPath(_ path: String) -> String {
    if let redirection { return redirection.target(of: place(of: path, redirection), in: outputFolder) }
    let isComplete = path.hasPrefix("/") || outputFolder == "." || given(path) != nil
    return isComplete ? path : outputFolder + "/" + path
  }

  /// Of a run that is repeated: where the first run saves by this path, or by the one that it had in place of it.
  private func place(of path: String, _ redirection: Redirection) -> String {
    if let given = given(path) { return redirection.place(of: path, from: given, in: outputFolder) }
    let normal = FilePath.normal(path)
    let isNew = path.hasPrefix("/") && FilePath.part(of: normal, below: outputFolder) != nil
    return isNew ? redirection.place(ofTarget: normal, in: outputFolder) : redirection.place(of: path)
  }

  /// The path from `fringe.output` with which a path begins.
  private func given(_ path: String) -> String? { Self.start(of: path, in: prepared) }

  /// Where a path to read lies: in the current folder, unless this run has saved it, or a folder with it.
  func inputPath(_ path: String) -> String {
    if hasSaved(path) { return outputPath(path) }
    log.didRead(path)
    return path
  }

  /// Whether there is a file to read by this path.
  func canRead(_ path: String) -> Bool { AtomicFile.exists(hasSaved(path) ? outputPath(path) : path) }

  /// Whether this run has saved what is read by this path, or a folder with it.
  func hasSaved(_ path: String) -> Bool {
    Self.start(of: FilePath.normal(outputPath(path)), in: saved) != nil
  }

  /// A path, or the last folder on the way to it, that is among others.
  private static func start(of path: String, in paths: Set<String>) -> String? {
    var candidate = path
    while !paths.contains(candidate) {
      guard let slash = candidate.lastIndex(of: "/"), slash > candidate.startIndex else { return nil }
      candidate = String(candidate[..<slash])
    }
    return candidate
  }

  /// Remembers that a file was saved, and warns when it replaces one of this run.
  func didSave(_ path: String) {
    log.didSave(output(path))
    if !saved.insert(FilePath.normal(path)).inserted {
      warn("\(path) was saved before in this run and is now replaced")
    }
  }
}

extension CallFrame {
  /// The run that this call belongs to.
  var session: Session { context() }
}
