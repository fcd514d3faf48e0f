import ArgumentParser
import ImageFiles
import ScriptAPI
import Scripting

/// `fringe view PATH`: looks at results.
struct View: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Look at maps, strain and the other results of a run, on a page in the browser.",
    discussion: """
      PATH is a map (a folder, or a .h5 or .hspy file), a folder of strain, the run.json of a run or a folder with one, \
      an image or a table. The page shows maps beside the image: values with their uncertainty, the local spectrum and \
      the fitted patch under the cursor, why a pixel has no value, histograms, profiles along a line, and figures of \
      what is seen. Of the results of a run, those are told that have changed since.

      The page is served to this machine alone, and from it nothing but these results can be read. It opens in the \
      default browser; without one its address is printed, for a browser here or at the other end of an ssh tunnel. The \
      command ends when the page is closed, and with status 130 after Ctrl-C.
      """)

  @Option(help: ArgumentHelp("The port of the page; one that is free when left out.", valueName: "number"))
  var port = 0

  @Argument(help: "The folder or file.")
  var path: String

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port must be from 1 to 65535") }
  }

  func run() throws {
    do {
      let results = try ResultList(path)
      let state = try Session().makeState()
      state.interruptOnSignals()
      guard
        try results.view(
          port: port, isInterrupted: state.interruption, write: { Console.standard.write($0) })
      else { throw ExitCode(128 + Int32(LuaState.receivedSignal ?? 2)) }
    } catch let exit as ExitCode {
      throw exit
    } catch {
      RunExecution.report("fringe: \(error)")
      throw ExitCode(1)
    }
  }
}
