import ImageFiles
import Imaging
import Markup

extension Session {
  /// Writes `run.json` into the output folder, when the run has saved something.
  ///
  /// - Parameter failure: Why the script ended, when it did not end well.
  public func writeRecord(
    of command: RunRecord.Command, detail: RunRecord.Detail, failure: RunRecord.Failure? = nil
  ) throws(ImageFileError) {
    guard detail != .none, !log.outputs.isEmpty else { return }
    let record = RunRecord(self, command, detail: detail, failure: failure)
    let file = try AtomicFile(path: outputFolder + "/" + RunRecord.fileName, makingFolders: true)
    try file.write(JSON.text(of: record.json))
    try file.commit()
  }

  /// The files that this run has saved, those in its folders included, each once, in order of their names: where they are,
  /// and their names as seen from the output folder.
  public var savedFiles: [(path: String, name: String)] {
    // What describes a run is none of its results, though the script may have given the whole output folder as one.
    var seen: Set = [FilePath.normal(RunRecord.fileName, in: FilePath.normal(outputFolder))]
    return log.outputs.flatMap { output in
      FolderTree.files(at: output.path).filter { seen.insert($0).inserted }.map { path in
        let rest = path.dropFirst(output.path.count)
        return (path, output.name.isEmpty ? String(rest.dropFirst()) : output.name + rest)
      }
    }.sorted { $0.name < $1.name }
  }

  /// The files that the script of a run that is repeated wrote by itself, outside the output folder, and that are there.
  public var filesWrittenInPlace: [String] { log.written.filter(AtomicFile.exists) }

  /// The files of code that the script has loaded, with the digests that they had.
  public var loadedFiles: [RunRecord.File] { log.modules }
}
