import Imaging
import Testing

struct HistogramTests {
  @Test func `bins span the finite values and the last holds the maximum`() throws {
    let image = Image(rows: 1, columns: 7, pixels: [0, 1, 1.9, 2, 4, .nan, .infinity])
    let histogram = try image.histogram(bins: 4)
    #expect(histogram.values == [0.5, 1.5, 2.5, 3.5])
    #expect(histogram.counts == [1, 2, 1, 1])
  }

  @Test func `one value has a bin around it and none has empty bins`() throws {
    let flat = try Image(rows: 2, columns: 2, value: 7).histogram(bins: 2)
    #expect(flat.values == [6.75, 7.25] && flat.counts == [0, 4])
    #expect(try Image(rows: 2, columns: 2, value: .nan).histogram(bins: 3).counts == [0, 0, 0])
  }

  @Test func `the number of bins is bounded`() {
    let image = Image(rows: 1, columns: 1, value: 1)
    #expect(throws: ImageError.self) { try image.histogram(bins: 0) }
    #expect(throws: ImageError.self) { try image.histogram(bins: 1 << 40) }
  }
}
