import Imaging
import Testing

struct MorphologyTests {
  private let block = Mask("........", ".#####..", ".#####..", ".#####..", "........", "......#.")

  @Test func `an odd square is centred`() throws {
    #expect(
      try block.eroded(3).picture == ["........", "........", "..###...", "........", "........", "........"])
    #expect(try Mask("....", "..#.", "....", "....").dilated(3).picture == [".###", ".###", ".###", "...."])
    #expect(
      try block.opened(3).picture == ["........", ".#####..", ".#####..", ".#####..", "........", "........"])
  }

  @Test func `an even square reaches up and left of its pixel`() throws {
    #expect(try Mask("....", "..#.", "....", "....").dilated(2).picture == ["....", "..##", "..##", "...."])
    #expect(try Mask("####", "####", "####").eroded(2).picture == ["####", "####", "####"])
    #expect(
      try block.eroded(2).picture == ["........", "........", "..####..", "..####..", "........", "........"])
  }

  @Test(arguments: 1...9)
  func `opening and closing leave a rectangle that fits where it is`(n: Int) throws {
    let region = Region.rectangle(row: 12, column: 14, rows: 9, columns: 10)
    let rectangle = try region.mask(rows: 40, columns: 44)
    #expect(try rectangle.opened(n) == rectangle)
    #expect(try rectangle.closed(n) == rectangle)
    #expect(try rectangle.opened(10).count == 0)
  }

  @Test func `closing fills gaps, and at the border too`() throws {
    #expect(try Mask("#.#####", "#.#####", "##.####").closed(2).picture == ["#######", "#######", "#######"])
    #expect(try Mask("##...", "##...", "##...").closed(3).picture == ["##...", "##...", "##..."])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 8, 17, 100, Int.max])
  func `every square agrees with the definition`(n: Int) throws {
    var state: UInt32 = 7
    let mask = Mask(
      rows: 19, columns: 23,
      inside: (0..<19 * 23).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return state >> 28 < 3
      })
    let square = max(-(n / 2), -50)...min(n - 1 - n / 2, 50)
    func holds(_ row: Int, _ column: Int, _ kind: Bool) -> Bool {
      square.contains { r in
        square.contains { c in
          (0..<19).contains(row + r) && (0..<23).contains(column + c) && mask[row + r, column + c] == kind
        }
      }
    }
    let (dilated, eroded) = (try mask.dilated(n), try (~mask).eroded(n))
    for row in 0..<19 {
      for column in 0..<23 {
        #expect(dilated[row, column] == holds(row, column, true))
        #expect(eroded[row, column] == !holds(row, column, true))
      }
    }
  }

  @Test func `a side of 0 is an error`() {
    #expect(throws: ImageError.self) { try block.eroded(0) }
    #expect(throws: ImageError.self) { try block.closed(-3) }
  }
}
