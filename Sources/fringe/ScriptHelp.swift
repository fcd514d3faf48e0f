/// What `fringe SCRIPT.lua --help` shows: the comment at the top of the script, and its parameters.
struct ScriptHelp {
  private let path: String
  private let lines: [Substring]

  init(of text: [UInt8], path: String) {
    self.path = path
    lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// - Parameter parameters: One a line; nil: the script declares none.
  func text(parameters: String?) -> String {
    let usage = "Usage: fringe [-o FOLDER] [--set NAME=VALUE ...] [--params FILE ...] \(path) [ARGUMENT ...]"
    let list = parameters.map { "Parameters:\n\($0)" } ?? "The script declares no parameters."
    return [comment, usage, list].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The lines of comment that the script begins with.
  private var comment: String {
    lines.drop { $0.isEmpty || $0.hasPrefix("#!") }.prefix { $0.hasPrefix("--") }.filter {
      !$0.hasPrefix("-- %%")
    }
    .map { line in line.dropFirst(2).hasPrefix(" ") ? line.dropFirst(3) : line.dropFirst(2) }
    .joined(separator: "\n")
  }
}
