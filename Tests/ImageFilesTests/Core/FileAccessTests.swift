import Foundation
import ImageFiles
import Testing

struct FileAccessTests {
  private let root: String

  init() throws {
    let base = try #require(realpath(NSTemporaryDirectory(), nil))
    defer { free(base) }
    root = String(cString: base) + "/fringe-access-" + UUID().uuidString
    for folder in ["data/deep", "out", "other", "data2"] {
      try FileManager.default.createDirectory(atPath: root + "/" + folder, withIntermediateDirectories: true)
    }
    for file in ["data/a", "data/deep/b", "other/c", "data2/d"] {
      try "x".write(toFile: root + "/" + file, atomically: false, encoding: .utf8)
    }
    for (link, target) in [
      ("data/link", "../other/c"), ("data/up", ".."), ("out/hole", "../other/new"), ("other/in", "../data"),
      ("data/loop", "loop"),
    ] {
      try FileManager.default.createSymbolicLink(atPath: root + "/" + link, withDestinationPath: target)
    }
  }

  private var access: FileAccess { FileAccess(readable: [root + "/data"], writable: root + "/out") }

  @Test(arguments: [
    "data/a", "data/deep/b", "data/deep/../a", "data//a", "other/in/a", "data/none", "data", "out/x",
  ])
  func `what lies below is read, also by a way round`(path: String) {
    #expect(access.refusal(reading: root + "/" + path) == nil)
    try? FileManager.default.removeItem(atPath: root)
  }

  @Test(arguments: [
    "other/c", "data/../other/c", "data/link", "data/up/other/c", "data2/d", "data/none/../../other/c",
    "data/loop",
    "data/a/x", "", "none", "data/up",
  ])
  func `what lies elsewhere is not`(path: String) {
    #expect(access.refusal(reading: path.isEmpty ? "" : root + "/" + path) != nil)
    try? FileManager.default.removeItem(atPath: root)
  }

  @Test func `only the output folder is written, whether it is there or not`() {
    #expect(access.refusal(writing: root + "/out/new/deep/file") == nil)
    for path in ["data/a", "out/../x", "out/hole", "out/hole/x", "out/new/../../x", "output", "other/x"] {
      #expect(access.refusal(writing: root + "/" + path) != nil, "\(path)")
    }
    let fresh = FileAccess(readable: [], writable: root + "/fresh/out")
    #expect(
      fresh.refusal(writing: root + "/fresh/out/a") == nil && fresh.refusal(writing: root + "/fresh/a") != nil
    )
    #expect(FileAccess(readable: [], writable: nil).refusal(writing: root + "/out/a") != nil)
    try? FileManager.default.removeItem(atPath: root)
  }
}
