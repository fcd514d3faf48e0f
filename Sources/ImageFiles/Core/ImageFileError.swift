import Glibc

/// What went wrong with one file: its path and the facts.
public struct ImageFileError: Error, Hashable, Sendable {
  /// The file, as it was named by the caller.
  public let path: String
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  public enum Problem: Hashable, Sendable {
    /// The system refused: what was attempted ("open", "write"), and its error number.
    case system(operation: String, code: Int32)
    /// Not a file that is read or written here; says what it is and what to do.
    case unrecognised(String)
    /// A good file that uses something that is not read; says what.
    case unsupported(String)
    /// The file contradicts itself or ends too early; says where.
    case damaged(String)
    /// The image would take more memory than allowed: bytes claimed and allowed.
    case tooLarge(claimed: String, limit: Int)
    /// There is no such page: the page asked for, counted from 0, and the number of pages.
    case noSuchPage(Int, pages: Int)
    /// There is no such dataset: the one asked for, and the names of those in the file.
    case noSuchDataset(DatasetChoice, available: [String])
    /// The file may not be opened: it lies outside of what ``FileAccess`` permits.
    case refused(String)
    /// The image cannot be written in this format; says why.
    case unwritable(String)
  }
}

extension ImageFileError: CustomStringConvertible {
  /// One line that begins with the path. Pages are counted from 1 here, as scripts count them.
  public var description: String { "\(path): \(problem)".oneLine(limit: 4096) }
}

extension String {
  /// The text with its line ends and control characters as spaces, cut at `limit` characters: what a file says may be
  /// anything, a message is one line.
  package func oneLine(limit: Int = 200) -> String {
    let line = String(
      prefix(limit).map { $0.isNewline || $0.asciiValue.map { $0 < 32 || $0 == 127 } == true ? " " : $0 })
    return line.count < count ? line + "…" : line
  }
}

extension ImageFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let operation, let code): "cannot \(operation): \(Self.message(code))"
    case .unrecognised(let reason): reason
    case .unsupported(let reason): "not supported: \(reason)"
    case .damaged(let reason): "damaged file: \(reason)"
    case .tooLarge(let claimed, let limit):
      "claims \(claimed), more than the \(limit >> 20) MiB allowed for one image; the file may be damaged"
    case .noSuchPage(let page, let pages):
      "has no page \(page &+ 1); it has \(pages == 1 ? "1 page" : "pages 1 to \(pages)")"
    case .noSuchDataset(.number(let number), let available):
      "has no dataset \(number &+ 1); \(Self.list(available))"
    case .noSuchDataset(.name(let name), let available):
      "has no dataset \"\(name)\"; \(Self.list(available))"
    case .refused(let reason), .unwritable(let reason): reason
    }
  }

  private static func list(_ datasets: [String]) -> String {
    let named = datasets.filter { !$0.isEmpty }.map { "\"\($0)\"" }
    let names = named.isEmpty ? "" : ": " + named.joined(separator: ", ")
    return "it has \(datasets.count == 1 ? "1 dataset" : "\(datasets.count) datasets")\(names)"
  }

  private static func message(_ code: Int32) -> String {
    switch code {
    case ENOENT: "no such file or folder"
    case EISDIR: "it is a folder"
    default: strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
  }
}
