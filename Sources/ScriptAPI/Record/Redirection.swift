import ImageFiles

/// Where a run that is repeated saves, in place of where the first one did: all of it below one new folder.
public struct Redirection: Sendable {
  /// The first run's output folder, as a normal path.
  let original: String
  /// The same without symbolic links; nil when it is gone.
  private let real: String?
  /// The name of the folder in the new output folder for what the first run saved outside its own.
  public let outside: String

  /// - Parameters:
  ///   - outputs: What the first run saved.
  ///   - record: The path of its `run.json`, which lies in its output folder.
  public init(of outputs: [RunRecord.File], recordedAs record: String) {
    original = FilePath.folder(FilePath.normal(record))
    real = FilePath.real(original)
    var outside = "outside"
    while outputs.contains(where: { $0.path == outside || $0.path.hasPrefix(outside + "/") }) {
      outside += "_"
    }
    self.outside = outside
  }

  /// Where the first run has an output of this name, or was to save by this path, as a normal path.
  public func place(of path: String) -> String { leadingBelow(FilePath.normal(path, in: original)) }

  /// The place that a path of the new run stands for where it begins with one that the run was given by `fringe.output`:
  /// what follows, `..` above all, leads from there as it did in the first run.
  func place(of path: String, from given: String, in folder: String) -> String {
    let start = place(ofTarget: FilePath.normal(given), in: folder)
    return leadingBelow(FilePath.normal("." + path.dropFirst(given.count), in: start))
  }

  /// A place in the output folder that is named by another way, through symbolic links, named by the folder.
  private func leadingBelow(_ place: String) -> String {
    guard let real, place != original, FilePath.part(of: place, below: original) == nil else { return place }
    var folder = place
    var rest = ""
    while folder != "/" {
      rest = "/" + FilePath.lastComponent(folder) + rest
      folder = FilePath.folder(folder)
      guard let found = FilePath.real(folder) else { continue }
      if found == real { return original + rest }
      return FilePath.part(of: found, below: real).map { original + "/" + $0 + rest } ?? place
    }
    return place
  }

  /// Where the new run saves what the first one has at a place.
  public func target(of place: String, in folder: String) -> String {
    // Begun by its name, as every file is: what lies above the folder is none of the run's.
    if place == original { return folder + "/." }
    return folder + "/" + (FilePath.part(of: place, below: original) ?? outside + place)
  }

  /// The place in the first run of what the new one has saved; the reverse of ``target(of:in:)``.
  public func place(ofTarget path: String, in folder: String) -> String {
    let folder = FilePath.normal(folder)
    if path == folder { return original }
    let name = FilePath.part(of: path, below: folder) ?? path
    return FilePath.part(of: name, below: outside).map { leadingBelow("/" + $0) } ?? place(of: name)
  }

  /// A place as a record of the first run would call it.
  public func name(of place: String) -> String { FilePath.part(of: place, below: original) ?? place }

  /// Whether a text of the new run is one of the first, but for the paths in it that name the new folder.
  public func isSame(_ text: String, as known: String, in folder: String) -> Bool {
    if text == known { return true }
    let text = text.replacing("\(folder)/\(outside)/", with: "/")
    let relative = FilePath.relative(original, to: FilePath.currentFolder)
    return [original + "/", relative.isEmpty ? "" : relative + "/"].contains {
      text.replacing(folder + "/", with: $0) == known
    }
  }
}
