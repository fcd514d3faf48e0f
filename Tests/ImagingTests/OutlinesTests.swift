import Imaging
import Testing

struct OutlinesTests {
  private func points(_ list: (Double, Double)...) -> [Point] { list.map { Point(row: $0.0, column: $0.1) } }

  @Test func `a rectangle has four corners, clockwise`() {
    let outlines = Mask("....", ".##.", ".##.", "....").outlines()
    #expect(outlines == [points((0.5, 2.5), (2.5, 2.5), (2.5, 0.5), (0.5, 0.5))])
  }

  @Test func `a hole runs the other way round`() {
    let outlines = Mask("###", "#.#", "###").outlines()
    #expect(outlines.count == 2)
    #expect(outlines[0] == points((-0.5, 2.5), (2.5, 2.5), (2.5, -0.5), (-0.5, -0.5)))
    #expect(Set(outlines[1]) == Set(points((0.5, 0.5), (0.5, 1.5), (1.5, 1.5), (1.5, 0.5))))
    #expect(signedArea(outlines[0]) == 9 && signedArea(outlines[1]) == -1)
  }

  @Test func `pixels that share a corner have separate outlines`() {
    #expect(Mask("#.", ".#").outlines().count == 2)
    #expect(Mask(".#", "#.").outlines().count == 2)
    #expect(Mask("..", "..").outlines().isEmpty)
  }

  @Test func `filling the outlines gives the mask back`() throws {
    var state: UInt32 = 3
    let mask = Mask(
      rows: 31, columns: 29,
      inside: (0..<31 * 29).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return state >> 31 == 0
      })
    var filled = Mask(rows: 31, columns: 29, inside: [Bool](repeating: false, count: 31 * 29))
    let outlines = mask.outlines()
    for outline in outlines { filled = try filled ^ Region.polygon(outline).mask(rows: 31, columns: 29) }
    #expect(filled == mask)
    #expect(outlines.map(signedArea).reduce(0, +) == Double(mask.count))
  }

  /// Positive for outlines that run clockwise on the screen.
  private func signedArea(_ points: [Point]) -> Double {
    zip(points, points.dropFirst() + points.prefix(1)).map { $0.column * $1.row - $1.column * $0.row }
      .reduce(0, +) / 2
  }
}
