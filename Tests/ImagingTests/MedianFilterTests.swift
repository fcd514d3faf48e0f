import Imaging
import Testing

struct MedianFilterTests {
  /// Values with many repetitions, some of them missing.
  private func speckle(rows: Int, columns: Int) -> Image {
    var state: UInt32 = 11
    return Image(rows: rows, columns: columns) { _, _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return state >> 29 == 0 ? .nan : state >> 28 == 2 ? -.infinity : Float(Int(state >> 16) % 97) - 50.25
    }
  }

  @Test(arguments: [1, 2, 3, 4, 7, 12, 61])
  func `every window agrees with sorting`(n: Int) throws {
    let image = speckle(rows: 53, columns: 103)
    let filtered = try image.medianFiltered(n)
    for row in 0..<image.rows {
      for column in stride(from: row % 3, to: image.columns, by: 3) {
        var values: [Double] = []
        for r in max(row - n / 2, 0)..<min(row - n / 2 + n, image.rows) {
          for c in max(column - n / 2, 0)..<min(column - n / 2 + n, image.columns) where image[r, c].isFinite
          {
            values.append(Double(image[r, c]))
          }
        }
        values.sort()
        let (middle, median) = (values.count / 2, Double(filtered[row, column]))
        if values.isEmpty {
          #expect(median.isNaN)
        } else {
          #expect(median == (values[(values.count - 1) / 2] + values[middle]) / 2)
        }
      }
    }
  }

  @Test func `a dead pixel goes and an edge stays sharp`() throws {
    var image = Image(rows: 20, columns: 20) { _, column in column < 10 ? 1 : 9 }
    image[5, 5] = 1000
    image[7, 9] = .nan
    let filtered = try image.medianFiltered(3)
    #expect(filtered[5, 5] == 1)
    #expect((0..<20).allSatisfy { filtered[$0, 8] == 1 && filtered[$0, 11] == 9 })
  }

  @Test func `windows out of range are errors`() {
    let image = Image(rows: 3, columns: 3, value: 1)
    for n in [0, -3, 256, .max] { #expect(throws: ImageError.self) { try image.medianFiltered(n) } }
  }
}
