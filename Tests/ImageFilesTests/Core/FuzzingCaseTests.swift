import Foundation
import FuzzTargets
import ImageFiles
import TestSupport
import Testing

/// Inputs with which `./dev fuzz` has ended a parser, made as small as possible, and others of their kind.
///
/// A case is a file in `Fuzzing cases` whose name begins with that of its target: `tiff-directory-that-follows-itself`.
struct FuzzingCaseTests {
  static let folder = Checkout.path("Tests/ImageFilesTests/Fuzzing cases")
  static let cases = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []

  @Test func `there are cases`() { #expect(Self.cases.count >= 7) }

  @Test(arguments: cases)
  func `a saved case is refused or read`(name: String) throws {
    let target = try #require(
      FuzzTarget.all.first { name.hasPrefix($0.name + "-") }, "no parser is called as the name begins")
    let bytes = try Data(contentsOf: URL(filePath: Self.folder + "/" + name))
    #expect(bytes.count < 64 << 10, "make it smaller")
    _ = target.accepts(Array(bytes))
  }

  @Test func `every seed that we write is read by some target`() throws {
    let scratch = try Scratch()
    try FuzzTarget.writeSeeds(into: scratch.folder)
    #expect(scratch.contents.count >= ImageFile.writers.count)
    for name in scratch.contents where FilePath.pathExtension(name) != "csv" {
      let bytes = try Data(contentsOf: URL(filePath: scratch.path(name)))
      #expect(FuzzTarget.all.contains { $0.accepts(Array(bytes)) }, "\(name)")
    }
  }
}
