import Figures
import Testing

struct PDFTests {
  @Test func `a page holds no date`() throws {
    let text = String(decoding: try FigureTests.figure.render(.pdf), as: UTF8.self)
    #expect(text.hasPrefix("%PDF-"))
    #expect(text.contains("/Title"))
    #expect(!text.contains("/CreationDate") && !text.contains("/ModDate"))
  }

  @Test func `every font is embedded`() throws {
    let text = String(decoding: try FigureTests.figure.render(.pdf), as: UTF8.self)
    // Parts of the bold and of the normal face, each with its file.
    let names = Set(text.matches(of: #/\/FontName \/(\S+)/#).map { String($0.1) })
    #expect(
      names.count >= 2 && names.allSatisfy { $0.wholeMatch(of: #/[A-Z]{6}\+DejaVuSans.*/#) != nil },
      "\(names)")
    #expect(text.matches(of: #/\/Type \/FontDescriptor/#).count == text.matches(of: #/\/FontFile2? /#).count)
  }
}
