@preconcurrency import Glibc
import ImageFiles

/// A folder that goes away with this value.
struct Scratch: ~Copyable {
  private let folder: String

  init() throws {
    folder = "/tmp/fringe-benchmark-\(getpid())-\(Int(Clock.now.wall * 1e6))"
    guard mkdir(folder, 0o700) == 0 else {
      throw ImageFileError(path: folder, problem: .system(operation: "make the folder", code: errno))
    }
  }

  deinit { _ = Child.run("rm", ["-r", folder]) }

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ text: String, to name: String) throws {
    let file = try AtomicFile(path: path(name))
    try file.write(text)
    try file.commit()
  }
}
