import Imaging
import Testing

struct RegionMaskTests {
  private func picture(_ region: Region, rows: Int = 5, columns: Int = 6) throws -> [String] {
    try region.mask(rows: rows, columns: columns).picture
  }

  @Test func `a rectangle holds the pixels whose centres it holds`() throws {
    #expect(
      try picture(.rectangle(row: 1, column: 2, rows: 2, columns: 3))
        == ["......", "..###.", "..###.", "......", "......"])
    #expect(
      try picture(.rectangle(row: 0.5, column: 0.6, rows: 1, columns: 1))
        == [".#....", "......", "......", "......", "......"])
  }

  @Test func `what lies outside the image is cut off`() throws {
    let whole = [String](repeating: "######", count: 5)
    #expect(
      try picture(.rectangle(row: -1e9, column: -1e9, rows: 1e9, columns: 1e9)).joined().contains("#")
        == false)
    #expect(try picture(.rectangle(row: -9, column: -9, rows: 90, columns: 90)) == whole)
    #expect(try picture(.disc(centre: Point(row: 2, column: 2), radius: 1e9)) == whole)
    #expect(try picture(.disc(centre: Point(row: 2, column: -4), radius: 4))[2] == "#.....")
  }

  @Test func `the rim of a disc is inside`() throws {
    #expect(
      try picture(.disc(centre: Point(row: 2, column: 2), radius: 2))
        == ["..#...", ".###..", "#####.", ".###..", "..#..."])
    #expect(try picture(.disc(centre: Point(row: 2, column: 2), radius: 0))[2] == "..#...")
  }

  @Test func `a polygon on pixel centres holds its top and left edges only`() throws {
    let square = [(1.0, 1.0), (1, 4), (3, 4), (3, 1)].map { Point(row: $0.0, column: $0.1) }
    let expected = ["......", ".###..", ".###..", "......", "......"]
    #expect(try picture(.polygon(square)) == expected)
    #expect(try picture(.polygon(square.reversed())) == expected)
  }

  /// A star that crosses itself is hollow in the middle by the even-odd rule.
  @Test func `a polygon that winds twice around a pixel leaves it out`() throws {
    let twice = [(0.0, 0.0), (0, 5), (4, 5), (4, 0), (0, 0), (1, 1), (1, 3), (3, 3), (3, 1), (1, 1)]
    #expect(
      try picture(.polygon(twice.map { Point(row: $0.0, column: $0.1) }))
        == ["#####.", "#..##.", "#..##.", "#####.", "......"])
  }

  @Test func `polygons that share an edge share no pixel and leave none out`() throws {
    let (a, b) = (Point(row: -1, column: 7.3), Point(row: 40, column: 22.9))
    let left = [Point(row: -1, column: -1), a, b, Point(row: 40, column: -1)]
    let right = [a, Point(row: -1, column: 40), Point(row: 40, column: 40), b]
    let (first, second) = (
      try Region.polygon(left).mask(rows: 39, columns: 39),
      try Region.polygon(right).mask(rows: 39, columns: 39)
    )
    #expect(zip(first.inside, second.inside).allSatisfy { $0 != $1 })
    #expect(first.count > 300 && second.count > 300)
  }

  @Test func `numbers that make no region are errors`() {
    let bad: [Region] = [
      .rectangle(row: .nan, column: 0, rows: 1, columns: 1),
      .rectangle(row: 0, column: 0, rows: -1, columns: 1),
      .disc(centre: Point(row: 0, column: .infinity), radius: 1),
      .disc(centre: Point(row: 0, column: 0), radius: -1), .polygon([]),
      .polygon([Point(row: 0, column: 0), Point(row: 1, column: 1e300), Point(row: 2, column: 0)]),
      .mask(Mask(rows: 2, columns: 2, inside: [true, true, true, true])),
    ]
    for region in bad { #expect(throws: ImageError.self) { try region.mask(rows: 5, columns: 6) } }
  }

  @Test func `an image is NaN outside a region`() throws {
    let image = Image(rows: 2, columns: 2, pixels: [1, 2, 3, 4])
    let kept = try image.masked(
      by: image.mask(of: .rectangle(row: 0, column: 1, rows: 2, columns: 1)))
    #expect(kept[0, 0].isNaN && kept[1, 0].isNaN && kept[0, 1] == 2 && kept[1, 1] == 4)
    #expect(throws: ImageError.self) { try image.masked(by: Mask(rows: 1, columns: 1, inside: [true])) }
  }
}
