import CLineEditor

#if canImport(Glibc)
  import Glibc
#endif

/// Lines typed on a terminal.
final class LineEditor {
  enum Input {
    case line(String)
    /// Ctrl-C: the line is given up.
    case cancelled
    /// Ctrl-D.
    case end
  }

  private let editor: OpaquePointer
  private let complete: (String) -> (insertion: String, candidates: [String])
  private let historyPath: String?

  /// nil: the terminal cannot be used.
  ///
  /// - Parameters:
  ///   - historyPath: The file of earlier lines; its folder is there.
  ///   - complete: What may follow the line up to the cursor.
  init?(historyPath: String?, complete: @escaping (String) -> (insertion: String, candidates: [String])) {
    // What is typed and shown is text in the user's encoding.
    setlocale(LC_CTYPE, "")
    let box = UnsafeMutablePointer<Unmanaged<LineEditor>?>.allocate(capacity: 1)
    box.initialize(to: nil)
    let made = fringe_editor_new(
      { context, line in
        let editor = context?.assumingMemoryBound(to: Unmanaged<LineEditor>?.self).pointee?
          .takeUnretainedValue()
        return editor?.answer(line)
      }, box)
    guard let made else {
      box.deallocate()
      return nil
    }
    editor = made
    link = box
    self.historyPath = historyPath
    self.complete = complete
    box.pointee = Unmanaged.passUnretained(self)
    if let historyPath { fringe_editor_load(editor, historyPath) }
  }

  /// Where the C callback finds this object.
  private let link: UnsafeMutablePointer<Unmanaged<LineEditor>?>

  deinit {
    fringe_editor_free(editor)
    link.deallocate()
  }

  func read(prompt: String) -> Input {
    var isCancelled = false
    let text = prompt.withCString { fringe_editor_read(editor, $0, &isCancelled).map { String(cString: $0) } }
    if isCancelled { return .cancelled }
    return text.map(Input.line) ?? .end
  }

  /// Keeps what was typed, for the next keys and for later sessions.
  ///
  /// - Parameter goesOn: Whether it is what was kept last with another line: both are one entry.
  func remember(_ text: String, goesOn: Bool) {
    fringe_editor_remember(editor, text, goesOn, historyPath)
  }

  private func answer(_ line: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? {
    guard let line else { return nil }
    let (insertion, candidates) = complete(String(cString: line))
    guard !candidates.isEmpty else { return nil }
    return strdup(([insertion] + candidates).joined(separator: "\n"))
  }
}
