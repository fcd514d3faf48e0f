import ImageFiles
import Testing

struct NaturalOrderTests {
  @Test(arguments: [
    ["frame2.tif", "frame10.tif"], ["a.tif", "B.tif", "c.tif"], ["a1b2", "a1b10", "a2b1"],
    ["a", "a1"], ["01", "1", "2"], ["x9", "x99999999999999999999999", "x100000000000000000000000"],
    ["a/z", "a b/c"], ["a", "a/b", "b"], ["Data/1", "data/1"], ["é", "ü"],
    ["10/a", "10/b", "11/a"],
  ])
  func `names are in the order in which people list them`(names: [String]) {
    #expect(NaturalOrder.sorted(names.reversed()) == names)
    #expect(NaturalOrder.sorted(names) == names)
  }

  @Test func `the order is a strict one`() {
    let names = [
      "a", "A", "a1", "a01", "A1", "a001", "a10", "b", "", "1", "01", "a/b", "a/B", "\u{E9}", "e\u{301}x",
    ]
    for a in names {
      #expect(!NaturalOrder.precedes(a, a))
      for b in names where a != b {
        #expect(NaturalOrder.precedes(a, b) != NaturalOrder.precedes(b, a), "\(a), \(b)")
        for c in names where NaturalOrder.precedes(a, b) && NaturalOrder.precedes(b, c) {
          #expect(NaturalOrder.precedes(a, c), "\(a), \(b), \(c)")
        }
      }
    }
  }
}
