import Foundation
import ImageFiles
import Testing

struct AtomicFileTests {
  @Test func `a file is there when committed, and nothing else`() throws {
    let scratch = try Scratch()
    let file = try AtomicFile(path: scratch.path("a.txt"))
    try file.write("first, ")
    try file.write([0x32, 0x0A])
    #expect(!FileManager.default.fileExists(atPath: scratch.path("a.txt")))
    try file.commit()
    #expect(scratch.contents == ["a.txt"])
    #expect(try String(contentsOfFile: scratch.path("a.txt"), encoding: .utf8) == "first, 2\n")
  }

  @Test func `an error leaves what was there and no temporary file`() throws {
    struct Interruption: Error {}
    let scratch = try Scratch()
    let path = scratch.path("a.txt")
    try "before".write(toFile: path, atomically: false, encoding: .utf8)
    func fail() throws {
      let file = try AtomicFile(path: path)
      try file.write("half of what sho")
      throw Interruption()
    }
    #expect(throws: Interruption.self) { try fail() }
    #expect(scratch.contents == ["a.txt"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
  }

  /// A process that is no more.
  private func endedProcess() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/true")
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  /// A temporary file of a process as it is left, and when it was written last.
  private func leave(_ name: String, age: TimeInterval, in scratch: borrowing Scratch) throws {
    let path = scratch.path(name)
    try "half".write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
  }

  @Test func `what a killed process has left is removed by the next save into its folder`() throws {
    let scratch = try Scratch()
    let ended = try endedProcess()
    let left = [".fringe-\(ended)-1.tmp", ".fringe-\(ended)-23.tmp", ".fringe-\(ended)-23.tmp.Xa3f9Q"]
    for name in left { try leave(name, age: 3600, in: scratch) }
    let kept = [
      ".fringe-\(getpid())-900001.tmp", ".fringe-\(ended)-x.tmp", ".fringe-\(ended).tmp", ".fringe-.tmp",
      "fringe-\(ended)-1.tmp", ".fringe-\(ended)-1.tif", ".fringe-\(ended)-1.tmpx",
    ]
    for name in kept { try leave(name, age: 3600, in: scratch) }
    try leave(".fringe-\(ended)-2.tmp", age: 300, in: scratch)
    try AtomicFile(path: scratch.path("a.txt")).commit()
    #expect(scratch.contents.sorted() == (kept + [".fringe-\(ended)-2.tmp", "a.txt"]).sorted())
  }

  @Test func `a temporary file is locked, and one that is locked stays`() throws {
    let scratch = try Scratch()
    let file = try AtomicFile(path: scratch.path("a.txt"))
    /// F_OFD_SETLK for the whole file; nil: it is locked.
    func locked(_ path: String) throws -> FileHandle? {
      let handle = try #require(FileHandle(forUpdatingAtPath: path))
      var whole = flock(l_type: Int16(F_WRLCK), l_whence: 0, l_start: 0, l_len: 0, l_pid: 0)
      return fcntl(handle.fileDescriptor, 37, &whole) == 0 ? handle : nil
    }
    #expect(try locked(file.temporaryPath) == nil)
    let other = try Scratch()
    let name = ".fringe-\(try endedProcess())-1.tmp"
    try leave(name, age: 3600, in: other)
    let handle = try locked(other.path(name))
    #expect(handle != nil)
    try AtomicFile(path: other.path("b.txt")).commit()
    #expect(other.contents.sorted() == [name, "b.txt"])
    try handle?.close()
    try file.commit()
  }

  @Test func `missing folders are made when asked for, else it is an error`() throws {
    let scratch = try Scratch()
    let path = scratch.path("one/two/a.txt")
    #expect(throws: ImageFileError(path: path, problem: .system(operation: "write", code: ENOENT))) {
      try AtomicFile(path: path).commit()
    }
    #expect(scratch.contents == [])
    try AtomicFile(path: path, makingFolders: true).commit()
    #expect(FileManager.default.fileExists(atPath: path))
    // A file where a folder should be.
    #expect(throws: ImageFileError.self) {
      try AtomicFile(path: path + "/b.txt", makingFolders: true).commit()
    }
  }

  @Test func `a folder, a device and a missing name are refused`() throws {
    let scratch = try Scratch()
    for path in [scratch.folder, scratch.folder + "/", "/dev/null", ""] {
      #expect(throws: ImageFileError.self) { try AtomicFile(path: path).commit() }
    }
    #expect(scratch.contents == [])
  }

  @Test func `a symbolic link stays one, and permissions stay`() throws {
    let scratch = try Scratch()
    let (real, link) = (scratch.path("real.txt"), scratch.path("link.txt"))
    try "before".write(toFile: real, atomically: false, encoding: .utf8)
    #expect(chmod(real, 0o640) == 0)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.txt")
    let file = try AtomicFile(path: link)
    try file.write("after")
    try file.commit()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.txt")
    #expect(try String(contentsOfFile: real, encoding: .utf8) == "after")
    var status = stat()
    #expect(stat(real, &status) == 0 && status.st_mode & 0o777 == 0o640)
  }
}
