import Figures
import Testing

struct TextRunTests {
  @Test func `indices of a strain stand below the line`() {
    #expect(
      TextRun.runs(of: "ε_xx, ε_yy") == [
        TextRun("ε"), TextRun("xx", isIndex: true), TextRun(", ε"), TextRun("yy", isIndex: true),
      ])
  }

  @Test(arguments: ["a_b", "ε_", "", "ε", "_ε", "spacing_sigma"])
  func `other underscores are what they are`(line: String) {
    #expect(TextRun.runs(of: line) == [TextRun(line)])
  }
}
