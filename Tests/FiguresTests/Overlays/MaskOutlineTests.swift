import Figures
import Imaging
import Testing

struct MaskOutlineTests {
  private func mask(_ lines: [String]) -> Mask {
    Mask(rows: lines.count, columns: lines[0].count, inside: lines.joined().map { $0 == "#" })
  }

  private func corners(_ pairs: [(Int, Int)]) -> Set<Mask.Corner> {
    Set(pairs.map { Mask.Corner(row: $0.0, column: $0.1) })
  }

  @Test func `a rectangle has four corners`() {
    let loops = mask([".....", ".###.", ".###.", "....."]).outlines()
    #expect(loops.count == 1)
    #expect(loops[0].count == 4)
    #expect(Set(loops[0]) == corners([(1, 1), (1, 4), (3, 4), (3, 1)]))
  }

  @Test func `a ring has a loop outside and one around its hole`() {
    let loops = mask(["###", "#.#", "###"]).outlines()
    #expect(loops.count == 2)
    #expect(Set(loops[0]) == corners([(0, 0), (0, 3), (3, 3), (3, 0)]))
    #expect(Set(loops[1]) == corners([(1, 1), (1, 2), (2, 2), (2, 1)]))
  }

  @Test func `pixels that touch at a corner are apart`() {
    #expect(mask(["#.", ".#"]).outlines().map(\.count) == [4, 4])
    #expect(mask([".#", "#."]).outlines().map(\.count) == [4, 4])
  }

  @Test func `an empty mask has no outline, a full one its frame`() {
    #expect(mask(["..", ".."]).outlines().isEmpty)
    #expect(mask(["##", "##"]).outlines().map(\.count) == [4])
  }

  @Test func `loops enclose the mask's area`() {
    // By the shoelace formula: pieces count positive, holes negative.
    var state: UInt32 = 7
    let inside = (0..<60 * 70).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return state >> 31 == 1
    }
    let mask = Mask(rows: 60, columns: 70, inside: inside)
    var doubledArea = 0
    for loop in mask.outlines() {
      for (from, to) in zip(loop, loop.dropFirst() + [loop[0]]) {
        #expect((from.row == to.row) != (from.column == to.column))
        doubledArea += from.column * to.row - to.column * from.row
      }
    }
    #expect(doubledArea == 2 * mask.count)
  }

  @Test func `blocks at the far edges may be smaller`() {
    let coarse = mask(["##..#", "#...#", "....#"]).coarsened(by: 2)
    #expect(coarse.inside == [true, false, true, false, false, true])
  }
}
