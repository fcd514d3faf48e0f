import Foundation
import ImageFiles
import Testing

struct FileSearchTests {
  /// Makes empty files, and the folders on the way.
  private func make(_ files: [String], in scratch: borrowing Scratch) throws {
    for file in files {
      let url = URL(filePath: scratch.path(file))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
  }

  private func found(_ pattern: String, in scratch: borrowing Scratch) throws -> [String] {
    let search = try FileSearch(pattern, in: scratch.folder)
    #expect(search.problems.isEmpty)
    // An absolute pattern finds the same.
    let folder = URL(filePath: scratch.folder).standardizedFileURL.path
    #expect(try FileSearch(folder + "/" + pattern).files == search.files.map { folder + "/" + $0 })
    return search.files
  }

  @Test(arguments: [
    ("*.tif", ["a.TIF", "b2.tif", "b10.tif"]),
    ("*.{dm4,TIF}", ["a.TIF", "b2.tif", "b10.tif", "c.dm4"]),
    ("b?.tif", ["b2.tif"]),
    ("DATA/*.tif", ["Data/x.tif"]),
    ("**/*.tif", ["a.TIF", "b2.tif", "b10.tif", "Data/deep/y.tif", "Data/x.tif"]),
    ("**/**/y.tif", ["Data/deep/y.tif"]),
    ("Data/**", ["Data/deep/y.tif", "Data/x.tif"]),
    ("Data/deep/../*.tif", ["Data/deep/../x.tif"]),
    ("./c.*", ["./c.dm4"]),
    ("A.tif", ["a.TIF"]), ("Data", []), ("Data/", []), ("*/", []), (".*", [".hidden.tif"]), ("none/*", []),
    ("c.dm4/*", []), ("{c,c}.dm4", ["c.dm4"]),
  ])
  func `a pattern finds its files, each once and in order`(pattern: String, files: [String]) throws {
    let scratch = try Scratch()
    try make(
      [
        "a.TIF", "b10.tif", "b2.tif", "c.dm4", "Data/x.tif", "Data/deep/y.tif", ".hidden.tif", ".git/z.tif",
        "Data/.cache/w.tif",
      ], in: scratch)
    #expect(try found(pattern, in: scratch) == files)
  }

  @Test func `a name in the pattern's own case goes before others`() throws {
    let scratch = try Scratch()
    try make(["a.tif", "A.tif", "B.tif"], in: scratch)
    #expect(try found("A.tif", in: scratch) == ["A.tif"])
    #expect(try found("b.tif", in: scratch) == ["B.tif"])
    #expect(try found("a*", in: scratch) == ["A.tif", "a.tif"])
  }

  @Test func `a loop of links ends, a link to a file is a file, a broken one is nothing`() throws {
    let scratch = try Scratch()
    try make(["one/a.tif"], in: scratch)
    for (link, target) in [
      ("one/loop", ".."), ("link.tif", "one/a.tif"), ("broken.tif", "none"), ("two", "one"),
    ] {
      try FileManager.default.createSymbolicLink(atPath: scratch.path(link), withDestinationPath: target)
    }
    #expect(try found("**/*.tif", in: scratch) == ["link.tif", "one/a.tif"])
    // What is named is followed.
    #expect(try found("two/*.tif", in: scratch) == ["two/a.tif"])
    #expect(try found("*/*.tif", in: scratch) == ["one/a.tif", "two/a.tif"])
  }

  @Test(.disabled(if: geteuid() == 0, "root may look into every folder"))
  func `a folder that may not be read is told, and the others are searched`() throws {
    let scratch = try Scratch()
    try make(["closed/a.tif", "open/b.tif"], in: scratch)
    #expect(chmod(scratch.path("closed"), 0) == 0)
    defer { chmod(scratch.path("closed"), 0o700) }
    let search = try FileSearch("*/*.tif", in: scratch.folder)
    #expect(search.files == ["open/b.tif"])
    #expect(search.problems.count == 1 && search.problems[0].contains("closed"))
  }

  @Test func `a name that is not UTF-8 is told and left out`() throws {
    let scratch = try Scratch()
    try make(["a.tif"], in: scratch)
    let odd: [UInt8] = Array(scratch.path("").utf8) + [0x62, 0xFF, 0x2E, 0x74, 0x69, 0x66, 0]
    let descriptor = odd.withUnsafeBytes {
      open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600)
    }
    try #require(descriptor >= 0)
    close(descriptor)
    let search = try FileSearch("*", in: scratch.folder)
    #expect(search.files == ["a.tif"] && search.problems.count == 1)
    #expect(search.problems.first?.contains("UTF-8") == true)
  }

  @Test func `too many alternatives are an error`() {
    #expect(throws: ImageFileError.self) { try FileSearch(String(repeating: "{a,b}", count: 20)) }
  }
}
