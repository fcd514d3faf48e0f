import Foundation
import ImageFiles
import Imaging
import Testing

struct ImageFileTests {
  static let image = Image(rows: 2, columns: 3, pixels: [0, -1.5, .nan, .infinity, 3e-20, 16_777_216])

  private func problem(_ body: () throws -> Void) -> ImageFileError.Problem? {
    do { try body() } catch { return (error as? ImageFileError)?.problem }
    return nil
  }

  @Test func `the content decides, not the name`() throws {
    let scratch = try Scratch()
    try ImageFile.save(Self.image, to: scratch.path("a.npy"))
    try FileManager.default.moveItem(atPath: scratch.path("a.npy"), toPath: scratch.path("a.tif"))
    #expect(try ImageFile.open(path: scratch.path("a.tif")).format == "NPY")
    #expect(try ImageFile.load(path: scratch.path("a.tif")).image.name == "a")
  }

  @Test func `what is no image is refused by name, and nothing is as much as an empty file`() throws {
    let scratch = try Scratch()
    func refusal(_ bytes: [UInt8]) throws -> String {
      let path = scratch.path("b")
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return problem { _ = try ImageFile.open(path: path) }.map { "\($0)" } ?? "read"
    }
    #expect(try refusal([]) == "the file is empty")
    #expect(try refusal(Array("nothing but words".utf8)).contains("TIFF, NPY"))
    #expect(try refusal(Array("GIF89a".utf8)).contains("a GIF file"))
    #expect(
      problem { _ = try ImageFile.open(path: scratch.folder) } == .system(operation: "open", code: EISDIR))
    #expect(
      problem { _ = try ImageFile.open(path: scratch.path("none")) }
        == .system(operation: "open", code: ENOENT))
    guard case .unrecognised? = problem({ _ = try ImageFile.open(path: "/dev/null") }) else {
      Issue.record("a device was opened")
      return
    }
  }

  @Test func `an error is one line that begins with the path`() {
    let error = ImageFileError(path: "data/a.tif", problem: .noSuchPage(4, pages: 3))
    #expect(error.description == "data/a.tif: has no page 5; it has pages 1 to 3")
    let odd = ImageFileError(path: "a\nb", problem: .damaged("two\r\nlines\u{1B}[31m"))
    #expect(odd.description == "a b: damaged file: two lines [31m")
    #expect(
      "\(ImageFileError(path: "a", problem: .system(operation: "open", code: ENOENT)))"
        == "a: cannot open: no such file or folder")
  }

  @Test(arguments: ["a.jpg", "a", ".tif", "folder.tif/a"])
  func `a name without a known extension is refused with those that are known`(name: String) throws {
    let scratch = try Scratch()
    let found = problem { try ImageFile.save(Self.image, to: scratch.path(name), makingFolders: true) }
    guard case .unwritable(let reason)? = found else { Issue.record("saved"); return }
    #expect(reason.contains(".tif, .tiff, .npy, .png, .csv"))
    #expect(scratch.contents == [])
  }

  @Test(arguments: ["a.tif", "a.TIFF", "a.npy"])
  func `values that are saved come back, every bit`(name: String) throws {
    let scratch = try Scratch()
    let path = scratch.path(name)
    try ImageFile.save(Self.image, to: path)
    let loaded = try ImageFile.load(path: path)
    #expect(loaded.image.pixels.map(\.bitPattern) == Self.image.pixels.map(\.bitPattern))
    #expect(loaded.image.size == Self.image.size && loaded.type == .float32 && loaded.pageCount == 1)
    #expect(loaded.image.calibration == .none)
    let first = try Data(contentsOf: URL(fileURLWithPath: path))
    try ImageFile.save(Self.image, to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
  }

  @Test func `a page that was not asked for comes with a note`() throws {
    let scratch = try Scratch()
    var file = TIFFBytes(rows: 1, columns: 2, description: "ImageJ=1.53t\nimages=2\n", data: [1, 2, 3, 4])
    file.imageBytes = 2
    try Data(file.bytes).write(to: URL(fileURLWithPath: scratch.path("a.tif")))
    let first = try ImageFile.load(path: scratch.path("a.tif"))
    #expect(first.image.pixels == [1, 2] && first.notes.contains { $0.contains("2 pages") })
    let second = try ImageFile.load(path: scratch.path("a.tif"), page: 1)
    #expect(second.image.pixels == [3, 4] && !second.notes.contains { $0.contains("pages") })
  }
}
