import ImageFiles
import Imaging
import Lattice
import MapFiles
import Scripting

/// `fringe`: reading files.
enum FileFunctions {
  static let functions: [Function] = [
    Function(
      "load", "Reads an image; what the file holds is found in its content.",
      argument("path", .path, "the file"),
      option("page", .integer(1...), "which image of several; the first when left out, with a note"),
      option("dataset", .dataset, "which of the file's datasets; the first when left out, with a note"),
      option("pixel_size", .pixelSize, "side of a pixel, nm: in place of what the file says"),
      returns: "Image"
    ) { call, path, page, dataset, pixelSize in
      let loaded = try ImageFile.load(
        path: call.session.inputPath(path), page: page.map { $0 - 1 }, dataset: dataset,
        calibration: pixelSize.map(scripted))
      call.session.tell(path, loaded.notes, loaded.calibrationNote, of: loaded.image.calibration)
      return loaded.image
    },
    Function(
      "open", "Opens a file of many images, which are read when asked for; local s <close> = … closes it.",
      argument("path", .path, "the file"),
      option("dataset", .dataset, "which of the file's datasets; the first when left out, with a note"),
      option("pixel_size", .pixelSize, "side of a pixel, nm: in place of what the file says"),
      returns: "Stack"
    ) { call, path, dataset, pixelSize in
      let stack = try ImageStack(
        path: call.session.inputPath(path), dataset: dataset, calibration: pixelSize.map(scripted))
      var notes = stack.info.notes
      if dataset == nil, let note = stack.datasetNote { notes.append(note) }
      call.session.tell(path, notes, stack.info.calibrationRemark, of: stack.info.calibration)
      return stack
    },
    Function(
      "files",
      "The files that a pattern names, in order: * ? within a name, ** any folders, {a,b}; case is ignored.",
      argument("pattern", .path.sample("\"*.npy\""), "such as \"data/*.{dm4,tif}\""),
      returns: "string[]"
    ) { call, pattern in
      let (files, problems) = try call.session.files(pattern)
      for problem in problems { call.session.warn("fringe.files: \(problem)") }
      if files.isEmpty { call.session.warn("fringe.files: no file matches \(pattern)") }
      return files
    },
    Function(
      "info", "What a file says of its images, without reading their pixels.",
      argument("path", .path, "the file"),
      returns: "FileInfo"
    ) { call, path in FileRecord.record(try FileSummary(path: call.session.inputPath(path))) },
    Function(
      "load_map", "Reads a map that map:save has written.", argument("path", .path, "the folder or file"),
      returns: "LatticeMap"
    ) { call, path in
      let path = call.session.inputPath(path)
      return try MapFolder.isFolder(path) ? MapFolder.load(path) : MapFile.load(path)
    },
    Function(
      "load_reflections", "Reads reflections that fringe.save_reflections or fringe.pick has written.",
      argument("path", .path, "the file"), returns: "Reflection[]"
    ) { call, path in
      let file = try InputFile(path: call.session.inputPath(path))
      guard file.size <= DataFile.maximumByteCount else {
        throw ScriptError.failed("\(path): it is too large for a list of reflections")
      }
      let text = try file.bytes(at: 0, count: file.size)
      return try call.evaluate(text, name: "@" + path, as: .savedReflections)
    },
    Function(
      "save_reflections", "Saves reflections as a small Lua file of spacing, angle, unit and label.",
      argument("reflections", .reflections, "which"),
      argument("path", .path.sample("\"reflections.lua\""), "relative: in the output folder")
    ) { call, reflections, path in
      try call.session.save(path, formats: ["lua"]) { path, _ in
        let file = try AtomicFile(path: path, makingFolders: true)
        try file.write(ReflectionFunctions.text(of: reflections))
        try file.commit()
      }
      return Several.nothing
    },
  ]

  /// The calibration that a script gives.
  private static func scripted(pixelSize: Double) -> Calibration {
    Calibration(pixelSize: pixelSize, unit: .nanometres, source: .script)
  }
}

extension Session {
  /// Notes about a file that was opened; what may make lengths wrong is a warning.
  fileprivate func tell(_ path: String, _ notes: [String], _ remark: String?, of calibration: Calibration) {
    for text in notes { note("\(path): \(text)") }
    guard let remark else { return }
    if calibration.isCalibrated { warn("\(path): \(remark)") } else { note("\(path): \(remark)") }
  }
}
