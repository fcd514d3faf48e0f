import ImageFiles
import Imaging
import Scripting

/// `fringe.pick`.
enum PickFunctions {
  static let functions: [Function] = [
    Function(
      "pick",
      "Opens a page on which reflections, regions and a threshold are picked by eye; returns when that is done.",
      argument("image", .image, "on which"),
      option("count", .integer(Picking.counts), default: 3, "how many reflections are wanted; 0: none"),
      option(
        "window", .integer(Picking.windows).sample("32"), default: 128,
        "side of the window whose spectrum is shown, px"),
      option(
        "file", .path.sample("\"list.lua\""),
        "in the current folder: when it is there, it is read and nothing opens; else what is picked is written to it"
      ),
      returns: "Pick"
    ) { call, image, count, window, file in
      let session = call.session
      if let file, session.canRead(file) { return try read(file, call).record }
      guard session.sandbox == nil else {
        throw ScriptError.failed("a page needs the network, which the sandbox does not give; \(advice(file))")
      }
      guard session.opensPages else {
        throw ScriptError.failed("no page can be opened here; \(advice(file))")
      }
      // Made before the picking, so that a place where nothing can be written shows at once.
      let target = try file.map { path throws(ImageFileError) in
        try AtomicFile(path: path, makingFolders: true)
      }
      do {
        let picked = try Picking(count: count, window: window).pick(
          on: image, isInterrupted: call.state.interruption, write: session.announce)
        if picked.reflections.count < count {
          session.warn("fringe.pick: \(picked.reflections.count) of \(count) reflections are picked")
        }
        if let target, let file {
          try target.write(picked.text(on: image))
          try target.commit()
          _ = session.inputPath(file)
        }
        return picked.record
      } catch Picking.Failure.interrupted {
        throw ScriptError.interrupted
      }
    }
  ]

  static let types: [TypeDeclaration] = [
    TypeDeclaration(
      "Pick", "What was picked by eye.",
      fields: [
        .init("reflections", "Reflection[]", "in the order in which they were chosen"),
        .init("regions", "table<string, Region>", "by their names"),
        .init("threshold", "number?", "of the mask, relative to the image's mean"),
        .init("mask", "table?", "what image:mask takes: threshold, open, close, keep"),
      ])
  ]

  private static func read(_ path: String, _ call: CallFrame) throws -> Picked {
    let file = try InputFile(path: call.session.inputPath(path))
    guard file.size <= DataFile.maximumByteCount else {
      throw ScriptError.failed("\(path): it is too large for what is picked by eye")
    }
    let text = try file.bytes(at: 0, count: file.size)
    return try call.evaluate(text, name: "@" + path, as: .picked)
  }

  private static func advice(_ file: String?) -> String {
    guard let file else { return "pick with fringe pick IMAGE -o FILE.lua, and give file = \"FILE.lua\"" }
    return "\(file) is not there: make it with fringe pick IMAGE -o \(file)"
  }
}
