import Foundation
import ImageFiles
import TestSupport
import Testing

/// docs/formats.md is held against the readers and writers that are there.
struct FormatsPageTests {
  let page: String

  init() throws { page = try String(contentsOfFile: Checkout.path("docs/formats.md"), encoding: .utf8) }

  @Test func `every format that is read has a row`() {
    for reader in ImageFile.readers {
      let word = reader.format.split(separator: " ").last.map(String.init) ?? ""
      let rows = page.split(separator: "\n").filter { $0.hasPrefix("| [") && $0.hasSuffix(" |") }
      #expect(rows.contains { $0.localizedCaseInsensitiveContains(word) }, "\(reader.format)")
    }
  }

  @Test func `every file that is written has a row with its types`() {
    for writer in ImageFile.writers {
      let row = page.split(separator: "\n").first { $0.hasPrefix("| `.\(writer.extensions[0])` |") }
      #expect(row != nil, "\(writer.format)")
      for type in writer.sampleTypes where writer.sampleTypes.count > 1 {
        #expect(row?.contains(type.rawValue) == true, "\(writer.format): \(type.rawValue)")
      }
      #expect(row?.hasSuffix("– |") == !(writer is any ImageStackWriter.Type), "\(writer.format)")
    }
  }

  @Test func `what it links to is there`() {
    let missing = page.split(separator: "](").dropFirst().map { String($0.prefix { $0 != ")" }) }.filter {
      !FileManager.default.fileExists(atPath: Checkout.path("docs/" + $0))
    }
    #expect(missing == [])
  }
}
