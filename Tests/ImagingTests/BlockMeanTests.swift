import Imaging
import TestSupport
import Testing

struct BlockMeanTests {
  /// To a part in 10⁷: a 32-bit float near 19 holds no more (its steps are 1.9e-6).
  @Test(.enabled(if: SharedData.exists(Fixtures.path), SharedData.skip), arguments: [5, 10, 15, 20])
  func `block means are those of the reference`(side: Int) throws {
    let fixture = try Fixtures.load().block
    let map = Image(
      rows: fixture.shape[0], columns: fixture.shape[1], pixels: fixture.map.map { $0 == 0 ? .nan : $0 })
    let means = try map.blockMean(side)
    let expected = try #require(fixture.mean["\(side)"])
    #expect(means.size == map.size && expected.count == means.count)
    for (mean, expected) in zip(means.pixels, expected) {
      if let expected { #expect(abs(Double(mean) / expected - 1) < 1e-7) } else { #expect(mean.isNaN) }
    }
  }

  @Test func `a partial block at the edge keeps its mean and an empty one is NaN`() throws {
    let image = Image(rows: 2, columns: 5, pixels: [1, 2, 3, .nan, .nan, 3, 6, .infinity, .nan, .nan])
    let means = try image.blockMean(2)
    #expect(Array(means.pixels[0..<4]) == [3, 3, 3, 3])
    #expect(means[0, 4].isNaN && means[1, 4].isNaN)
  }

  @Test func `a block larger than the image is the whole image`() throws {
    let image = Image(rows: 2, columns: 3, pixels: [1, 2, 3, 4, 5, 6])
    #expect(try image.blockMean(.max).pixels == [Float](repeating: 3.5, count: 6))
    #expect(throws: ImageError.self) { try image.blockMean(0) }
  }
}
