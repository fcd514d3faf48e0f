import ImageFiles
import Imaging
import Markup

#if canImport(Glibc)
  import Glibc
#endif

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

  /// The files that this run has saved, those in its folders included, in order of their names: where they are, and their
  /// names as seen from the output folder.
  public var savedFiles: [(path: String, name: String)] {
    let folder = normal(outputFolder)
    return log.outputs.flatMap(FolderTree.files).map { path in
      (path, path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path)
    }.sorted { $0.name < $1.name }
  }

  /// The files of code that the script has loaded, with the digests that they had.
  public var loadedFiles: [RunRecord.File] { log.modules }

  static var currentFolder: String {
    var folder = [CChar](repeating: 0, count: Int(PATH_MAX))
    return getcwd(&folder, folder.count).map { String(cString: $0) } ?? "/"
  }
}
