#if canImport(Glibc)
  import Glibc
#endif

/// The browser of whoever sits before this machine.
public enum Browser {
  /// Opens a page in the default browser, when there are a screen and a browser.
  ///
  /// - Returns: Whether there are.
  public static func open(_ address: String) -> Bool {
    let screens = [getenv("DISPLAY"), getenv("WAYLAND_DISPLAY")].compactMap(\.self)
    guard screens.contains(where: { $0.pointee != 0 }) else { return false }
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return false }
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // In a group of its own: Ctrl-C on this terminal is not meant for it.
    var attributes = posix_spawnattr_t()
    guard posix_spawnattr_init(&attributes) == 0 else { return false }
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("xdg-open"), strdup(address), nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    return posix_spawnp(&process, "xdg-open", &actions, &attributes, &words, environ) == 0
  }

  /// Opens a page, or says how to.
  ///
  /// - Parameters:
  ///   - purpose: What one does there: `Pick on`.
  ///   - write: Writes lines to the terminal.
  public static func show(_ address: String, port: Int, purpose: String, write: (String) -> Void) {
    if open(address) {
      write("\(purpose) the page that opens in the browser, or here: \(address)\n")
    } else {
      var name = [CChar](repeating: 0, count: 256)
      gethostname(&name, 255)
      let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      write(
        """
        \(purpose) this page: \(address)
        From another machine, have a tunnel first: ssh -L \(port):127.0.0.1:\(port) \(host)

        """)
    }
  }
}
