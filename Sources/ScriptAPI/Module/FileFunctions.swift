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
      option("pixel_size", .pixelSize, "side of a pixel, nm: in place of what the file says"),
      returns: "Image"
    ) { call, path, page, pixelSize in
      var loaded = try ImageFile.load(path: call.session.inputPath(path), page: page.map { $0 - 1 })
      if let pixelSize {
        loaded.image.calibration = Calibration(pixelSize: pixelSize, unit: .nanometres, source: .script)
      } else if let note = loaded.calibrationNote {
        loaded.notes.append(note)
      }
      for note in loaded.notes { call.session.note("\(path): \(note)") }
      return loaded.image
    },
    Function(
      "info", "What a file says of its images, without reading their pixels.",
      argument("path", .path, "the file"),
      returns: "table"
    ) { call, path in
      let reader = try ImageFile.open(path: call.session.inputPath(path))
      let dataset = reader.datasets[0]
      let info = try dataset.info(page: 0)
      let calibration = info.calibration
      return Record([
        ("format", reader.format), ("rows", info.rows), ("columns", info.columns),
        ("pages", dataset.pageCount),
        ("type", info.type.rawValue), ("pixel_size", calibration.pixelSize),
        ("unit", calibration.unit.rawValue),
        ("metadata", MetadataValue.group(info.metadata)),
      ])
    },
    Function(
      "load_map", "Reads a map that map:save has written.", argument("path", .path, "the folder or file"),
      returns: "LatticeMap"
    ) { call, path in
      let path = call.session.inputPath(path)
      return try MapFolder.isFolder(path) ? MapFolder.load(path) : MapFile.load(path)
    },
    Function(
      "load_reflections", "Reads reflections that fringe.save_reflections has written.",
      argument("path", .path, "the file"), returns: "Reflection[]"
    ) { call, path in
      let file = try InputFile(path: call.session.inputPath(path))
      guard file.size <= 1 << 20 else {
        throw ScriptError.failed("\(path): it is too large for a list of reflections")
      }
      let text = try file.bytes(at: 0, count: file.size)
      return try call.evaluate(text, name: "@" + path, as: ReflectionFunctions.savedList)
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
}
