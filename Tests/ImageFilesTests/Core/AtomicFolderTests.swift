import Foundation
import ImageFiles
import Testing

struct AtomicFolderTests {
  private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

  @Test func `files have their names once all are written`() throws {
    let scratch = try Scratch()
    try "old".write(toFile: scratch.path("a.txt"), atomically: false, encoding: .utf8)
    try "old".write(toFile: scratch.path("left.txt"), atomically: false, encoding: .utf8)
    try "notes".write(toFile: scratch.path("notes.txt"), atomically: false, encoding: .utf8)
    let folder = try AtomicFolder(path: scratch.folder, manifest: "m.txt")
    try folder.write("a.txt") { file throws(ImageFileError) in try file.write("new") }
    try folder.write("m.txt") { file throws(ImageFileError) in try file.write("list") }
    #expect(text(scratch.path("a.txt")) == "old" && text(scratch.path("m.txt")) == nil)
    try folder.commit(removing: ["left.txt"])
    #expect(scratch.contents.sorted() == ["a.txt", "m.txt", "notes.txt"])
    #expect(text(scratch.path("a.txt")) == "new" && text(scratch.path("m.txt")) == "list")
  }

  @Test func `an error leaves what was there, and no folder that was not`() throws {
    let scratch = try Scratch()
    struct Full: Error {}
    func fail(_ path: String) throws {
      let folder = try AtomicFolder(path: path, manifest: "m.txt")
      try folder.write("a.txt") { file throws(ImageFileError) in try file.write("new") }
      throw Full()
    }
    #expect(throws: Full.self) { try fail(scratch.path("map")) }
    #expect(scratch.contents == [])
    try FileManager.default.createDirectory(
      atPath: scratch.path("map"), withIntermediateDirectories: false)
    try "old".write(toFile: scratch.path("map/a.txt"), atomically: false, encoding: .utf8)
    #expect(throws: Full.self) { try fail(scratch.path("map")) }
    #expect(text(scratch.path("map/a.txt")) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("map")) == ["a.txt"])
  }
}
