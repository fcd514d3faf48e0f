#if canImport(Glibc)
  import Glibc
#endif

/// Where warnings, notes and progress bars are written.
public struct Console: Sendable {
  let isTerminal: Bool
  public let write: @Sendable (String) -> Void

  public init(isTerminal: Bool, write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.write = write
  }

  /// Standard error.
  public static let standard = Console(isTerminal: isatty(STDERR_FILENO) != 0) { text in
    // What the script has printed comes first.
    fflush(nil)
    Array(text.utf8).withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(STDERR_FILENO, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        done += count
      }
    }
  }
}
