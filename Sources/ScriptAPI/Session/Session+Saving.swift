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
    let ours = try FileSearch(pattern, in: outputFolder).files.filter(hasSaved)
    return (NaturalOrder.sorted(Set(here.files + ours)), here.problems)
  }

  /// The path of a file in the output folder, its folder made when missing.
  func preparedOutputPath(_ name: String) throws -> String {
    let path = outputPath(name)
    try AtomicFile.makeFolder(FilePath.folder(path), for: path)
    log.didSave(normal(path))
    return path
  }
}
