import Glibc

extension AtomicFile {
  /// Whether there is a file or folder at a path.
  package static func exists(_ path: String) -> Bool {
    FileAccess.permitsReading(path) && access(path, F_OK) == 0
  }

  /// Removes a file; one that is not there is no error.
  package static func remove(_ path: String) throws(ImageFileError) {
    try FileAccess.permitWriting(path)
    guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
    throw ImageFileError(path: path, problem: .system(operation: "replace", code: errno))
  }
}
