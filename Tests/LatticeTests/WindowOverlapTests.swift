import Lattice
import Testing

struct WindowOverlapTests {
  @Test func `the correlation of Hann windows is the closed form`() {
    let overlap = WindowOverlap(window: 257, taper: .hann, step: 1)
    for (row, column) in [(1.0, 0.0), (0.6, 0.8), (-0.8, 0.6), (2.0, -1.5)] {
      let correlation = overlap.along(row: row, column: column)
      let length = (row * row + column * column).squareRoot()
      #expect(abs(correlation(rows: 0, columns: 0) - 1) < 1e-12)
      for (r, c) in [(128.0, 0.0), (0, 128), (30, 50.5), (-30, 50), (64, 64), (64, -64), (255, 10), (300, 0)]
      {
        let expected = Hann.correlation(r / 256, c / 256, along: (row / length, column / length))
        #expect(abs(correlation(rows: r, columns: c) - expected) < 1e-3, "\(r), \(c)")
      }
    }
    // Half a window apart along g, errors are opposite.
    #expect(abs(overlap.along(row: 1, column: 0)(rows: 128, columns: 0) + 0.5) < 1e-3)
  }

  @Test(arguments: [(5, 9), (40, 52)])
  func `the variance of a sum is the double sum of correlations`(rows: Int, columns: Int) {
    let correlation = WindowOverlap(window: 32, taper: .hann, step: 3).along(row: 0.6, column: -0.8)
    var generator = SplitMix64(state: 7)
    let z = (0..<rows * columns).map { $0 % 7 == 3 ? 0 : Double.random(in: 0.5...2, using: &generator) }
    var expected = 0.0
    for i in z.indices {
      for j in z.indices {
        expected +=
          z[i] * z[j]
          * correlation(rows: Double(j / columns - i / columns), columns: Double(j % columns - i % columns))
      }
    }
    #expect(abs(correlation.variance(of: z, rows: rows, columns: columns) / expected - 1) < 1e-9)
  }

  @Test func `block means correlate as the sums of their pixels do`() {
    let pixels = WindowOverlap(window: 32, taper: .hann, step: 3).along(row: 0.6, column: 0.8)
    let blocks = WindowOverlap(window: 32, taper: .hann, step: 3, block: 4).along(row: 0.6, column: 0.8)
    func sum(_ rows: Int, _ columns: Int) -> Double {
      var total = 0.0
      for i in 0..<16 {
        for j in 0..<16 {
          total += pixels(rows: Double(rows + j / 4 - i / 4), columns: Double(columns + j % 4 - i % 4))
        }
      }
      return total
    }
    for (r, c) in [(4, 0), (0, 4), (4, 4), (4, -4), (8, 4), (-8, 8)] {
      #expect(abs(blocks(rows: Double(r), columns: Double(c)) - sum(r, c) / sum(0, 0)) < 1e-9, "\(r), \(c)")
    }
  }
}
