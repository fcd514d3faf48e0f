import Figures
import Testing

struct PDFTests {
  @Test func `a page holds no date`() throws {
    let text = String(decoding: try FigureTests.figure.render(.pdf), as: UTF8.self)
    #expect(text.hasPrefix("%PDF-"))
    #expect(text.contains("/Title"))
    #expect(!text.contains("/CreationDate") && !text.contains("/ModDate"))
  }
}
