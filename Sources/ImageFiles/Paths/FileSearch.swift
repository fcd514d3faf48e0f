import Glibc

/// Finds the files that a pattern names: `data/*.{dm4,tif}`.
///
/// `*` and `?` match within a name, `**` any number of folders, `{a,b}` either text; case is ignored. Names that begin
/// with a dot are matched only by a pattern that does. `**` does not enter folders through symbolic links, so that a
/// loop of links ends; other parts of a pattern follow them. Only regular files are found.
public struct FileSearch {
  /// The files, as paths that begin as the pattern does, each once, in ``NaturalOrder``.
  public private(set) var files: [String] = []
  /// What could not be looked into, a line each.
  public private(set) var problems: [String] = []

  /// The folder in which a relative pattern begins, with its slash; empty: the current one.
  private let root: String
  private var found: Set<String> = []
  private var told: Set<String> = []

  /// - Parameters:
  ///   - pattern: A path, absolute or from `folder`.
  ///   - folder: Stands for itself, whatever characters are in its name; it is no part of the paths found.
  /// - Throws: ``ImageFileError/Problem/unrecognised(_:)`` for more than ``Braces/limit`` alternatives.
  public init(_ pattern: String, in folder: String = "") throws(ImageFileError) {
    root = pattern.hasPrefix("/") || folder.isEmpty ? "" : folder + "/"
    guard let patterns = Braces.expand(pattern) else {
      throw ImageFileError(
        path: pattern, problem: .unrecognised("more than \(Braces.limit) alternatives in braces"))
    }
    for pattern in patterns {
      let parts = pattern.split(separator: "/").map(String.init)
      // A pattern that ends in a slash means folders, and only files are found.
      guard !parts.isEmpty, !pattern.hasSuffix("/") else { continue }
      search(in: pattern.hasPrefix("/") ? "/" : "", parts[...])
    }
    files = NaturalOrder.sorted(found)
  }

  /// Searches a folder, named with its slash (empty: the current one), for what the parts name.
  private mutating func search(in folder: String, _ parts: ArraySlice<String>) {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    if part == "**" {
      // One such part does what several would.
      let rest = rest.drop { $0 == "**" }
      // No folder at all; a pattern that ends so means every file below.
      search(in: folder, rest.isEmpty ? ["*"] : rest)
      for entry in entries(of: folder) where entry.isFolder && !entry.name.hasPrefix(".") {
        search(in: folder + entry.name + "/", parts)
      }
      return
    }
    if !NamePattern.isPattern(part), kind(folder + part) != nil {
      // There under this very name, which goes before others that differ in case.
      visit(folder + part, rest)
      return
    }
    let pattern = NamePattern(part)
    for entry in entries(of: folder) where pattern.matches(entry.name) { visit(folder + entry.name, rest) }
  }

  private mutating func visit(_ path: String, _ rest: ArraySlice<String>) {
    switch kind(path) {
    case S_IFREG where rest.isEmpty: found.insert(path)
    case S_IFDIR where !rest.isEmpty: search(in: path + "/", rest)
    default: break
    }
  }

  /// What is at a path, links followed; nil when there is nothing.
  private func kind(_ path: String) -> mode_t? {
    var status = stat()
    guard FileAccess.permitsReading(root + path) else { return nil }
    return stat(root + path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The names in a folder, and whether each is itself a folder and no link to one.
  private mutating func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
    let shown = root + folder == "" ? "." : root + folder
    guard FileAccess.permitsReading(shown) else {
      tell("\(shown): the sandbox does not read there; --read FOLDER lets it")
      return []
    }
    guard let stream = opendir(shown) else {
      // One that has gone meanwhile is no problem.
      if errno != ENOENT { tell("\(shown): cannot look into it: \(String(cString: strerror(errno)))") }
      return []
    }
    defer { closedir(stream) }
    var entries: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self) else {
        tell(
          "\(shown): a name in it is not UTF-8 text and is left out: \(String(decoding: bytes, as: UTF8.self))"
        )
        continue
      }
      guard name != ".", name != ".." else { continue }
      var isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      if entry.pointee.d_type == UInt8(DT_UNKNOWN) {
        var status = stat()
        isFolder = lstat(shown + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      }
      entries.append((name, isFolder))
    }
    return entries
  }

  private mutating func tell(_ problem: String) {
    if told.insert(problem).inserted { problems.append(problem.oneLine(limit: 1000)) }
  }
}
