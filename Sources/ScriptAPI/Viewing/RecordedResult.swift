import ImageFiles
import Inspection
import MapFiles

/// A result among the files that a run saved: a file, or the files of a folder that make one.
struct RecordedResult {
  /// As the run called it.
  let name: String
  /// Whether it is a folder.
  let isFolder: Bool
  /// Where relative names begin.
  let base: String
  let files: [RunRecord.File]

  /// Puts the files of a run together as results.
  ///
  /// - Parameter base: The folder at which relative paths start.
  static func group(_ files: [RunRecord.File], in base: String) -> [RecordedResult] {
    let manifests = [MapFolder.manifest, StrainFolder.manifest]
    let folders = files.filter { manifests.contains(String(FilePath.lastComponent($0.path))) }
      .map { FilePath.folder($0.path) }
    var results = folders.map { folder in
      RecordedResult(
        name: folder, isFolder: true, base: base,
        files: files.filter { FilePath.folder($0.path) == folder })
    }
    results += files.filter { !folders.contains(FilePath.folder($0.path)) }.map {
      RecordedResult(name: $0.path, isFolder: false, base: base, files: [$0])
    }
    return results
  }

  var entry: ResultEntry {
    let path = path(name)
    let entry =
      (isFolder ? ResultEntry(folder: path, name: name) : nil)
      ?? ResultEntry(file: path, name: name, isSaved: true)
    let result = self
    return ResultEntry(name, entry.kind, state: { result.state }, open: entry.open)
  }

  /// Against what the run knew.
  private var state: ResultEntry.State {
    var (changed, missing): ([String], [String]) = ([], [])
    for file in files {
      let path = path(file.path)
      if !AtomicFile.exists(path) {
        missing.append(file.path)
      } else if file.hash == nil || RunRecord.currentHash(of: path) != file.hash {
        changed.append(file.path)
      }
    }
    if !missing.isEmpty { return .missing(missing) }
    return changed.isEmpty ? .unchanged : .changed(changed)
  }

  private func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(base)/\(name)" }
}
