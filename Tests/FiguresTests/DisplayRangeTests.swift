import Figures
import Imaging
import Testing

struct DisplayRangeTests {
  private func range(_ values: [Float], _ range: DisplayRange = .automatic) throws -> ClosedRange<Double> {
    try range.resolved(for: ValueSummary(Image(rows: 1, columns: values.count, pixels: values)))
  }

  @Test func `without outliers it goes from the smallest to the largest`() throws {
    #expect(try range((0...999).map { Float($0) }) == 0...999)
  }

  @Test func `outliers are left out, missing and infinite values too`() throws {
    let values = (0...999).map { Float($0) } + [1e6, -1e6, .nan, .infinity, -.infinity]
    #expect(try range(values) == 0...999)
    #expect(try range(values, .full) == -1e6...1e6)
  }

  @Test func `a few bright pixels on a flat ground are no outliers`() throws {
    var values = [Float](repeating: 0, count: 1000)
    values[500] = 1
    #expect(try range(values) == 0...1)
  }

  @Test func `symmetric is as wide on either side of zero`() throws {
    #expect(try range([-1, 0, 3], .symmetric) == -3...3)
    #expect(try range([2, 2.5, 3], .symmetric) == -3...3)
  }

  @Test(arguments: [[5, 5, 5] as [Float], [0, 0], [-3], [.nan, .nan], [.infinity]])
  func `a range is never empty`(values: [Float]) throws {
    for kind in [DisplayRange.automatic, .full, .symmetric] {
      let range = try range(values, kind)
      #expect(range.lowerBound < range.upperBound)
      if let value = values.first, value.isFinite { #expect(range.contains(Double(value))) }
    }
  }

  @Test(arguments: [(1.0, 1.0), (2, 1), (.nan, 1), (0, .infinity), (-1.7e308, 1.7e308)])
  func `ends out of order or not finite are refused`(low: Double, high: Double) {
    #expect(throws: FigureError.self) { try range([0, 1], .between(low, high)) }
  }
}
