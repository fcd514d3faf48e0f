import ImageFiles
import Imaging
import Inspection
import MapFiles

/// The results that a path leads to, and that somebody may look at; nothing else is ever read.
public struct ResultList: Sendable {
  /// What they are results of.
  public var title: String
  /// What should be known of them all; empty for nothing.
  public var notes: [String]
  public var entries: [ResultEntry]

  /// Finds what there is, without reading it.
  ///
  /// - Parameter path: A folder or file of a map, a folder of strain, a `run.json`, a folder with one, an image or a
  ///   table.
  /// - Throws: When there is nothing to look at.
  public init(_ path: String) throws(ImageFileError) {
    let record = path + "/" + RunRecord.fileName
    if MapFolder.isFolder(path) {
      if AtomicFile.exists(record) {
        try self.init(run: record)
        return
      }
      guard let entry = ResultEntry(folder: path, name: path) else {
        throw ImageFileError(
          path: path,
          problem: .unrecognised(
            "no result is in this folder: neither \(MapFolder.manifest), \(StrainFolder.manifest) nor "
              + RunRecord.fileName))
      }
      self.init(title: path, entry)
    } else if FilePath.pathExtension(path) == "json" {
      try self.init(run: path)
    } else if [MapFolder.manifest, StrainFolder.manifest].contains(String(FilePath.lastComponent(path))),
      let entry = ResultEntry(folder: FilePath.folder(path), name: FilePath.folder(path))
    {
      self.init(title: FilePath.folder(path), entry)
    } else {
      // That it can be opened is to be known before a page is.
      _ = try InputFile(path: path)
      let entry = ResultEntry(file: path, name: path, isSaved: false)
      guard entry.kind != .other else {
        throw ImageFileError(
          path: path,
          problem: .unrecognised(
            "nothing that can be shown: give a map, a folder of strain, a run.json, an image or a table"))
      }
      self.init(title: path, entry)
    }
  }

  private init(title: String, _ entry: ResultEntry) {
    (self.title, notes, entries) = (title, [], [entry])
  }

  /// What a run has saved: maps first.
  private init(run path: String) throws(ImageFileError) {
    let outputs = try RunRecord.outputs(path)
    let folder = FilePath.folder(path)
    title = (outputs.script.map { "\($0) · " } ?? "") + folder
    notes = []
    if let date = outputs.date { notes.append("run of \(date)") }
    if let failure = outputs.failure?.split(separator: "\n").first {
      notes.append("the run failed: \(failure)")
    }
    let found = RecordedResult.group(outputs.files, in: folder).map(\.entry)
    entries = ResultEntry.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
  }
}
