import Glibc
import Synchronization

/// A folder that is to be gone with the process, also where that is ended from another thread; at most one.
public enum PassingFolder {
  private static let current = Mutex<String?>(nil)

  /// From now on the folder goes with the process.
  public static func begin(_ path: String) { current.withLock { $0 = path } }

  /// Removes the folder with everything in it.
  public static func end() { if let path = take() { FolderTree.remove(path) } }

  /// The same as far as can be done in some seconds: the process is to be gone soon.
  static func end(within seconds: Double) {
    guard let path = take() else { return }
    let clock = ContinuousClock()
    let last = clock.now + .seconds(seconds)
    FolderTree.remove(path) { clock.now < last }
  }

  private static func take() -> String? {
    current.withLock { path in
      defer { path = nil }
      return path
    }
  }
}
