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
