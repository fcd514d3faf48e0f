import ImageFiles
import Imaging
import Markup

extension RunRecord {
  /// What a `run.json` says of the files that the run saved.
  public struct Outputs: Sendable {
    /// As on the command line; nil for code.
    public var script: String?
    /// Local time; nil in a stable record.
    public var date: String?
    /// Why the script ended, when it did not end well.
    public var failure: String?
    /// In order of their names; relative paths start at the folder of the `run.json`.
    public var files: [File]
  }

  /// Reads what a `run.json` says of the files that the run saved.
  ///
  /// - Throws: When the file cannot be read, or is no record of a run.
  public static func outputs(_ path: String) throws(ImageFileError) -> Outputs {
    let fields = try fields(of: path)
    func text(_ value: MetadataValue?) -> String? {
      if case .string(let text)? = value { text } else { nil }
    }
    var script: String?
    if case .group(let group)? = fields["script"] { script = text(group["path"]) }
    return Outputs(
      script: script, date: text(fields["date"]), failure: text(fields["failure"]),
      files: files(fields["outputs"]))
  }
}
