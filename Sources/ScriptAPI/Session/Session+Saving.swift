import ImageFiles
import Scripting

extension Session {
  /// Saves a file: `write` gets the path in the output folder, and the format that its extension names.
  ///
  /// - Parameter formats: The extensions that are possible, without dot.
  func save(_ path: String, formats: [String], _ write: (_ path: String, _ format: String) throws -> Void)
    throws
  {
    let wanted = FilePath.pathExtension(path)
    guard formats.contains(wanted) else {
      let known = formats.map { "." + $0 }.joined(separator: ", ")
      throw ScriptError.failed(
        "\(path): \(wanted.isEmpty ? "the name has no extension" : ".\(wanted) is not written here"); use \(known)"
      )
    }
    let target = outputPath(path)
    try write(target, wanted)
    didSave(target)
  }

  /// The files that a pattern names in the current folder, and those of this run in the output folder; the paths are
  /// such as the functions that read take.
  func files(_ pattern: String) throws -> (files: [String], problems: [String]) {
    let here = try FileSearch(pattern)
    guard !pattern.hasPrefix("/"), outputFolder != "." else { return (here.files, here.problems) }
    // A run that is repeated saves again, elsewhere, what is still there from the first one.
    let folders = [outputFolder, redirection?.original].compactMap(\.self)
    let ours = try folders.flatMap { try FileSearch(pattern, in: $0).files.filter(hasSaved) }
    return (NaturalOrder.sorted(Set(here.files + ours)), here.problems)
  }

  /// The path of a file in the output folder, its folder made when missing.
  func preparedOutputPath(_ name: String) throws -> String {
    let path = outputPath(name)
    prepared.insert(path)
    if let redirection, !name.hasPrefix("/") {
      prepared.insert(FilePath.relative(redirection.original, to: FilePath.currentFolder) + "/" + name)
    }
    try AtomicFile.makeFolder(FilePath.folder(path), for: path)
    log.didSave(output(path))
    return path
  }

  /// What is saved at a path, under its name as seen from the output folder: absolute only where the script has given an
  /// absolute path that leads out of it.
  func output(_ path: String) -> RunLog.Output {
    let (place, folder) = (FilePath.normal(path), FilePath.normal(outputFolder))
    let isAbsolute = path.hasPrefix("/") && !path.hasPrefix(outputFolder + "/")
    let name =
      FilePath.part(of: place, below: folder) ?? (isAbsolute ? place : FilePath.relative(place, to: folder))
    return RunLog.Output(path: place, name: name)
  }

  /// Remembers a file that the script wrote by itself, unless it lies in the output folder.
  func didWrite(_ path: String) {
    let place = FilePath.normal(path)
    if FilePath.part(of: place, below: FilePath.normal(outputFolder)) == nil { log.didWrite(path) }
  }

  /// Remembers a file of code, unless the script has made it itself: that is a result, and recorded as one.
  func didLoad(_ path: String) {
    let place = FilePath.normal(path)
    if !log.outputs.contains(where: { $0.path == place }) { log.didLoad(path) }
  }
}
