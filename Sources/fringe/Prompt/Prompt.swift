import ScriptAPI
import Scripting

#if canImport(Glibc)
  import Glibc
#endif

/// The prompt: reads a line, runs it, shows its results; Ctrl-C stops what runs, Ctrl-D leaves.
struct Prompt {
  private let state: LuaState
  private let help = HelpText(fringeLibrary)

  static var isPossible: Bool { isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0 }

  init(_ state: LuaState) { self.state = state }

  func run() throws {
    let state = state
    try state.run("fringe = require 'fringe'", name: "=prompt")
    state.define(helpFunction)
    let editor = LineEditor(historyPath: HistoryFile.path) { line in
      let completion = state.completion(of: line, library: fringeLibrary)
      return (completion.insertion, completion.candidates)
    }
    guard let editor else {
      Console.standard.write("fringe: this terminal cannot be used for a prompt\n")
      return
    }
    print(
      "Fringe \(fringeVersion), Lua 5.4. help() lists what there is, Tab completes, Ctrl-C stops, Ctrl-D leaves."
    )
    var pending: [String] = []
    while true {
      fflush(nil)
      LuaState.ignoreInterrupts()
      switch editor.read(prompt: pending.isEmpty ? "> " : ">> ") {
      case .end: return print("")
      case .cancelled: pending = []
      case .line(let line):
        pending.append(line)
        let text = pending.joined(separator: "\n")
        if !text.allSatisfy(\.isWhitespace) { editor.remember(text, goesOn: pending.count > 1) }
        if try enter(text) { pending = [] }
      }
    }
  }

  /// Runs a text and shows what it gives.
  ///
  /// - Returns: Whether it was complete.
  private func enter(_ text: String) throws(LuaState.Failure) -> Bool {
    guard !text.allSatisfy({ $0.isWhitespace }) else { return true }
    state.resume()
    state.interruptOnSignals()
    do throws(LuaState.Failure) {
      guard case .results(let lines) = try state.enter(text) else { return false }
      if !lines.isEmpty { print(lines.joined(separator: "\t")) }
    } catch {
      if error.isLimit { throw error }
      fflush(nil)
      Console.standard.write(error.isInterruption ? "interrupted\n" : message(of: error) + "\n")
      state.resume()
    }
    return true
  }

  /// The message; the traceback only where it leads through functions.
  private func message(of failure: LuaState.Failure) -> String {
    let lines = failure.text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.lastIndex(of: "stack traceback:") else { return failure.text }
    let calls = lines[(start + 1)...].filter { !$0.hasPrefix("\t[C]: ") && !$0.hasSuffix(" in main chunk") }
    return calls.isEmpty ? lines[..<start].joined(separator: "\n") : failure.text
  }

  /// `help()`, `help "image:roll"`, `help(image)`, `help(fringe.load)`.
  private var helpFunction: Function {
    let help = help
    return Function(
      "help", "Tells what a name or a value of the API is.",
      optionalArgument("what", .topic, "a name such as \"image:roll\", a function or an object of the API")
    ) { _, topic in
      guard let topic else {
        print(help.overview)
        return Several.nothing
      }
      guard let text = help.text(for: topic) else {
        throw ScriptError.failed("there is no \"\(topic)\"\(help.hint(for: topic))")
      }
      print(text)
      return Several.nothing
    }
  }
}

extension Kind where Value == String {
  /// The name of something in the API, or the thing itself.
  fileprivate static var topic: Kind {
    Kind(
      expected: "a name such as \"image:roll\", or a value of the API", luaType: "any",
      sample: "\"image:roll\""
    ) {
      slot in slot.string ?? slot.functionName ?? slot.className ?? (slot.isTable ? "fringe" : nil)
    }
  }
}
