import ArgumentParser
import ImageFiles
import Imaging
import ScriptAPI
import Scripting

/// `fringe pick IMAGE`: picks spots by eye.
struct Pick: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pick",
    abstract: "Pick reflections, regions and a mask's threshold by eye, on a page in the browser.",
    discussion: """
      The page is served to this machine alone. It opens in the default browser; without one its address is printed, for \
      a browser here or at the other end of an ssh tunnel. What was picked is written as a small Lua file, which \
      fringe.pick(image, { file = "FILE.lua" }) and fringe.load_reflections read. Closing the page is cancelling: then the \
      exit status is 1, and 130 after Ctrl-C.
      """)

  @Option(name: .customShort("n"), help: ArgumentHelp("How many reflections are wanted.", valueName: "count"))
  var count = 3

  @Option(help: ArgumentHelp("Side of the window whose spectrum is shown, pixels.", valueName: "side"))
  var window = 128

  @Option(
    name: [.short, .long], help: ArgumentHelp("The file; printed when left out.", valueName: "file.lua"))
  var output: String?

  @Option(
    name: .customLong("pixel-size"),
    help: ArgumentHelp("Side of a pixel, nm: in place of what the file says.", valueName: "nm"))
  var pixelSize: Double?

  @Option(help: ArgumentHelp("Which image of several, from 1.", valueName: "number"))
  var page: Int?

  @Option(help: ArgumentHelp("The port of the page; one that is free when left out.", valueName: "number"))
  var port = 0

  @Argument(help: "The image.")
  var image: String

  func validate() throws {
    guard Picking.counts.contains(count) else { throw ValidationError("-n must be from 0 to 16") }
    guard Picking.windows.contains(window) else {
      throw ValidationError("--window must be from 32 to 4096")
    }
    guard (0...65535).contains(port) else { throw ValidationError("--port must be from 1 to 65535") }
    if let page, page < 1 { throw ValidationError("--page must be 1 or more") }
    if let pixelSize, !Calibration.pixelSizes.contains(pixelSize) {
      throw ValidationError("--pixel-size must be from 1e-9 to 1e9")
    }
  }

  func run() throws {
    do {
      let image = try load()
      // Begun before the picking, so that a place where nothing can be written shows at once.
      let file = try output.map { path throws(ImageFileError) in
        try AtomicFile(path: path, makingFolders: true)
      }
      let state = try Session().makeState()
      state.interruptOnSignals()
      let picked = try Picking(count: count, window: window, port: port).pick(
        on: image, isInterrupted: state.interruption, write: Console.standard.write)
      let text = picked.text(on: image)
      guard let file, let output else { return print(text, terminator: "") }
      try file.write(text)
      try file.commit()
      print(output)
    } catch Picking.Failure.interrupted {
      throw ExitCode(128 + Int32(LuaState.receivedSignal ?? 2))
    } catch {
      RunExecution.report("fringe: \(error)")
      throw ExitCode(1)
    }
  }

  private func load() throws(ImageFileError) -> Image {
    let loaded = try ImageFile.load(
      path: image, page: page.map { $0 - 1 },
      calibration: pixelSize.map { Calibration(pixelSize: $0, unit: .nanometres, source: .script) })
    for note in loaded.notes + [loaded.calibrationNote].compactMap(\.self) {
      RunExecution.report("fringe: note: \(image): \(note)")
    }
    return loaded.image
  }
}
