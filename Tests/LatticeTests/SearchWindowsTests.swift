import Imaging
import Lattice
import Testing

struct SearchWindowsTests {
  @Test(arguments: [(128, 64), (200, 64), (513, 128), (64, 64), (65, 64), (97, 33)])
  func `windows overlap by half or more and reach every edge`(length: Int, side: Int) throws {
    let image = Image(rows: length, columns: length + 7, value: 1)
    let windows = try SearchWindows(of: image, side: side, in: .wholeImage).windows
    let rows = Set(windows.map(\.row)).sorted()
    #expect(rows.first == 0 && rows.last == length - side)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $1 - $0 <= (side + 1) / 2 })
    #expect(windows.map(\.column).max() == length + 7 - side)
    #expect(windows.allSatisfy { abs($0.mean - 1) < 1e-12 })
  }

  @Test func `a region as large as the window holds one window, wherever it lies`() throws {
    let image = Image(rows: 100, columns: 120, value: 1)
    let mask = Mask(
      rows: 100, columns: 120,
      inside: (0..<12000).map { (31..<71).contains($0 / 120) && (53..<93).contains($0 % 120) })
    let windows = try SearchWindows(of: image, side: 40, in: .inside(mask)).windows
    #expect(windows.map { [$0.row, $0.column] } == [[31, 53]])
    #expect(SearchWindows.side(from: 80, inside: mask) == 40)
    #expect(SearchWindows.side(from: 41, inside: mask) == 41)
  }

  @Test func `a window at a point has it at its centre`() throws {
    let image = Image(rows: 100, columns: 120, value: 1)
    let windows = try SearchWindows(of: image, side: 40, in: .window(Point(row: 50, column: 60))).windows
    #expect(windows.map { [$0.row, $0.column] } == [[30, 40]])
    let edge = SearchArea.window(Point(row: 80, column: 100))
    #expect(
      try SearchWindows(of: image, side: 40, in: edge).windows.map { [$0.row, $0.column] } == [[60, 80]])
    #expect(throws: ImageError.self) {
      try SearchWindows(of: image, side: 40, in: .window(Point(row: 81, column: 100)))
    }
  }
}
