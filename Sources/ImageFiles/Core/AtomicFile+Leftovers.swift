import CDisk
import Glibc
import Synchronization

extension AtomicFile {
  /// The folders in which this process has looked.
  private static let swept = Mutex<Set<String>>([])

  /// Not written to for so long, a file is no longer being written. Seconds.
  private static let age = 600

  /// Removes the temporary files that runs have left in a folder that were killed while they wrote; once for each folder.
  ///
  /// One is removed only when nobody can be writing it: it is the user's own and ten minutes old, the process whose number
  /// is in its name is no more, and nobody holds it locked. In folders that other machines may share, where that cannot be
  /// known, all stay.
  static func removeLeftovers(in folder: String) {
    guard swept.withLock({ $0.insert(folder).inserted }) else { return }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fringe_is_local(descriptor) else { return }
    for name in FolderTree.names(in: folder) where wasLeft(name) { removeIfUnused("\(folder)/\(name)") }
  }

  /// Whether a name is that of a temporary file, or of what a library puts beside it, of a process that is no more.
  private static func wasLeft(_ name: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    let parts = name.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let process = pid_t(parts[0]), process > 0 else { return false }
    let end = parts[1].drop { $0.isNumber }
    guard end == suffix || end.hasPrefix(suffix + ".") else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  private static func removeIfUnused(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var (status, current) = (stat(), stat())
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      time(nil) - status.st_mtim.tv_sec > age, fringe_lock(descriptor),
      // The name has not come to mean another file.
      lstat(path, &current) == 0, current.st_ino == status.st_ino
    else { return }
    unlink(path)
  }
}
