import Figures
import Imaging
import Testing

struct MaskCoarsenedTests {
  private func mask(_ lines: [String]) -> Mask {
    Mask(rows: lines.count, columns: lines[0].count, inside: lines.joined().map { $0 == "#" })
  }

  @Test func `a block is inside when half of it is`() {
    let coarse = mask(["##..", "..#."]).coarsened(by: 2)
    #expect(coarse.rows == 1 && coarse.columns == 2)
    #expect(coarse.inside == [true, false])
  }

  @Test func `blocks at the far edges may be smaller`() {
    let coarse = mask(["##..#", "#...#", "....#"]).coarsened(by: 2)
    #expect(coarse.inside == [true, false, true, false, false, true])
  }
}
