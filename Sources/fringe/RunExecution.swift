import ArgumentParser
import ImageFiles
import ScriptAPI
import Scripting

/// One run of a script in a session: by `fringe SCRIPT.lua`, and again by `fringe rerun`.
struct RunExecution {
  let session: Session
  let command: RunRecord.Command
  /// What `-e` gives, run before the script.
  var code: [String] = []
  /// Whether a prompt follows.
  var prompts = false

  /// Runs the code and the script.
  func execute() throws { try watched { try run() } }

  /// Ends the process where the script does not follow a signal or a limit.
  private func watched(_ body: () throws -> Void) throws {
    try Watchdog.start(session.limits, followsSignals: !prompts) { AtomicFile.endProcess(status: $0) }
    // A prompt goes on after a signal.
    if !prompts { AtomicFile.interruption.withLock { $0 = { LuaState.receivedSignal != nil } } }
    defer {
      Watchdog.stop()
      // What is written of the run itself, such as its report, is written all the same.
      AtomicFile.interruption.withLock { $0 = nil }
      LuaState.noteSignals(false)
    }
    try body()
  }

  private func run() throws {
    let state = try session.makeState()
    if prompts { AtomicFile.interruption.withLock { $0 = state.interruption } }
    defer {
      // A signal that comes later is for what follows.
      withExtendedLifetime(state) {
        if prompts { AtomicFile.interruption.withLock { $0 = nil } } else { LuaState.noteSignals(true) }
      }
    }
    if prompts, code.isEmpty, command.script == nil {
      LuaState.ignoreInterrupts()
    } else {
      state.interruptOnSignals()
    }
    // At a prompt it leaves the program, as in lua.
    if !prompts { state.takeExits() }
    if session.sandbox == nil { try state.setSearchPath(beside: command.script) }
    state.setArguments(
      script: command.script, before: Array(CommandLine.arguments.prefix(1)), after: command.arguments)
    do {
      try run(in: state)
    } catch let failure as LuaState.Failure where failure.exitStatus == 0 {
      session.report?.didExit(failure.text, status: 0)
    }
    if prompts { try Prompt(state).run() }
    if let complaint = session.parameters.complaint { throw Complaint(description: complaint) }
  }

  private func run(in state: LuaState) throws {
    for text in code { try state.run(text, name: "=(command line)") }
    guard let script = command.script else { return }
    let results = try state.results(
      of: command.chunk, name: script == "-" ? "=stdin" : "@\(script)", arguments: command.arguments)
    session.report?.add(results: results)
  }

  /// Runs the code and the script, and writes `run.json` when something was saved, however the run ends.
  func execute(recording detail: RunRecord.Detail) throws {
    try watched {
      do {
        try run()
      } catch {
        try session.writeRecord(of: command, detail: detail, failure: .init(error))
        throw error
      }
      try session.writeRecord(of: command, detail: detail)
      if !prompts, let signal = LuaState.receivedSignal { throw ExitCode(128 + Int32(signal)) }
    }
  }

  /// What is wrong with a run that has ended.
  struct Complaint: Error, CustomStringConvertible {
    let description: String
  }

  /// Tells of a failure, and turns it into an exit status.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as LuaState.Failure {
      if let status = failure.exitStatus { throw ExitCode(status) }
      report("fringe: \(failure.text)")
      throw ExitCode(failure.isInterruption ? 128 + Int32(LuaState.receivedSignal ?? 2) : 1)
    } catch let error as ScriptFile.Unreadable {
      report("fringe: \(error)")
      throw ExitCode(LuaState.receivedSignal.map { 128 + Int32($0) } ?? 1)
    } catch let exit as ExitCode {
      throw exit
    } catch {
      report("fringe: \(error)")
      throw ExitCode(1)
    }
  }

  static func report(_ text: String) { Console.standard.write(text + "\n") }
}

extension RunRecord.Failure {
  init(_ error: any Error) {
    let failure = error as? LuaState.Failure
    let exit = failure?.exitStatus.map { "the script ended itself with status \($0)\n" } ?? ""
    self.init(
      text: exit + (failure?.text ?? "\(error)"),
      isUrgent: failure.map { $0.isInterruption || $0.isLimit } ?? false)
  }
}
