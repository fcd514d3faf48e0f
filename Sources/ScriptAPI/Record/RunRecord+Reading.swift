import ImageFiles
import Imaging
import Markup

extension RunRecord {
  /// What a `run.json` says that is needed to repeat the run.
  public struct Repeatable: Sendable {
    public var script: String
    public var scriptHash: String
    public var arguments: [String]
    public var assignments: [String]
    public var parameterFiles: [String]
    /// The folder in which the run was started; nil in a stable record.
    public var folder: String?
    public var version: String
    public var safeguards: Safeguards
    /// Files of code that the script loaded; nil in a record that does not tell.
    public var modules: [File]?
    public var inputs: [File]
    public var outputs: [File]
    /// Why the script ended, when it did not end well.
    public var failure: String?

    /// Whether there was no time left for digests: a signal or a limit has ended the run.
    public var wasCutShort: Bool {
      failure != nil && !outputs.isEmpty && outputs.allSatisfy { $0.hash == nil }
    }
  }

  /// A file with the digest that it had; nil when it could not be read.
  public struct File: Hashable, Sendable {
    public var path: String
    public var hash: String?
  }

  /// Reads a `run.json`.
  ///
  /// - Throws: When the file cannot be read, or is none that can be repeated.
  public static func read(_ path: String) throws(ImageFileError) -> Repeatable {
    let fields = try fields(of: path)
    guard case .string(let version)? = fields["fringe"], case .group(let script)? = fields["script"],
      case .string(let hash)? = script["sha256"]
    else { throw foreign(path) }
    guard case .string(let scriptPath)? = script["path"], scriptPath != "-" else {
      throw ImageFileError(
        path: path, problem: .unrecognised("the run was not one of a script file, and cannot be repeated"))
    }
    func texts(_ name: String) -> [String] {
      guard case .list(let values)? = fields[name] else { return [] }
      return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
    func text(_ name: String) -> String? {
      if case .string(let text)? = fields[name] { text } else { nil }
    }
    return Repeatable(
      script: scriptPath, scriptHash: hash, arguments: texts("arguments"), assignments: texts("set"),
      parameterFiles: texts("params"), folder: text("folder"), version: version,
      safeguards: Safeguards(fields), modules: fields["modules"].map(files), inputs: files(fields["inputs"]),
      outputs: files(fields["outputs"]), failure: text("failure"))
  }

  /// What a `run.json` holds.
  static func fields(of path: String) throws(ImageFileError) -> Metadata {
    let file = try InputFile(path: path)
    guard file.size <= 64 << 20 else {
      throw ImageFileError(path: path, problem: .unrecognised("it is too large for a record of a run"))
    }
    guard case .group(let fields)? = JSON.parse(try file.bytes(at: 0, count: file.size)),
      case .string? = fields["fringe"], case .group? = fields["script"]
    else { throw foreign(path) }
    return fields
  }

  private static func foreign(_ path: String) -> ImageFileError {
    ImageFileError(
      path: path,
      problem: .unrecognised("not a record of a run; give the run.json that a run has written"))
  }

  /// A list of files.
  static func files(_ list: MetadataValue?) -> [File] {
    guard case .list(let values)? = list else { return [] }
    return values.compactMap { value in
      guard case .group(let file) = value, case .string(let path)? = file["path"] else { return nil }
      guard case .string(let hash)? = file["sha256"] else { return File(path: path, hash: nil) }
      return File(path: path, hash: hash)
    }
  }

  /// The digest of a file as it is now; nil when it cannot be read.
  public static func currentHash(of path: String) -> String? {
    (try? InputFile(path: path)).flatMap { try? $0.sha256() }
  }

  /// The digest of a script's bytes, as records hold it.
  public static func digest(of bytes: [UInt8]) -> String { hash(bytes) }
}
