import Imaging
import TestSupport
import Testing

struct OriginalMaskTests {
  /// The picture that the fixture describes, with its dark and bright values.
  private func picture(dark: Float = 0.2, bright: Float = 1) -> Image {
    Image(rows: 70, columns: 80) { row, column in
      let inside = (20..<50).contains(row) && (15..<60).contains(column)
      let hole = (30..<34).contains(row) && (30..<33).contains(column)
      return (inside && !hole) || (row == 5 && column == 5) ? dark : bright
    }
  }

  @Test(.enabled(if: SharedData.exists(Fixtures.path), SharedData.skip))
  func `the mask is that of the reference`() throws {
    let fixture = try Fixtures.load().mask
    let image = picture()
    #expect(abs(image.mean() - fixture.mean) < 1e-8)
    let mask = try image.originalMask(threshold: 0.9)
    #expect(mask.count == fixture.ones)
    let rows = (0..<70).map { row in (0..<80).count { mask[row, $0] } }
    let columns = (0..<80).map { column in (0..<70).count { mask[$0, column] } }
    #expect(rows == fixture.rowsums && columns == fixture.colsums)
    let box = [
      rows.firstIndex { $0 > 0 }, columns.firstIndex { $0 > 0 }, rows.lastIndex { $0 > 0 },
      columns.lastIndex { $0 > 0 },
    ]
    #expect(box == fixture.bbox)
  }

  @Test func `closing by 20 moves by one pixel, by 19 and by the mask's own closing it does not`() throws {
    let image = picture()
    let open = try image.originalMask(threshold: 0.9, close: 0)
    #expect(open[20, 15] && !open[50, 60] && !open[30, 30])
    let moved = try image.originalMask(threshold: 0.9)
    #expect(!moved[20, 15] && moved[21, 16] && moved[50, 60] && moved[31, 31])
    #expect(try image.originalMask(threshold: 0.9, close: 19) == open.closed(19))
    #expect(try open.closed(20)[20, 15])
  }

  @Test func `bright pixels are those at the threshold or above`() throws {
    let image = Image(rows: 1, columns: 4, pixels: [1, 2, 3, .nan])
    #expect(try image.originalMask(threshold: 1, open: 0, close: 1, keep: .dark).picture == ["##.."])
    #expect(try image.originalMask(threshold: 1, open: 0, close: 1, keep: .bright).picture == [".##."])
  }

  @Test func `NaN does not enter the mean`() throws {
    var image = picture()
    let mask = try image.originalMask(threshold: 0.9)
    image[0, 0] = .nan
    #expect(try image.originalMask(threshold: 0.9) == mask)
    #expect(throws: ImageError.self) { try image.originalMask(threshold: .nan) }
    #expect(throws: ImageError.self) { try image.originalMask(threshold: 1, open: -1) }
  }
}
