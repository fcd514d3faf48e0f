import Imaging
import Testing

struct FillTests {
  private let image = Image(rows: 1, columns: 4, pixels: [1, .nan, .infinity, .nan])

  @Test func `only NaN is filled`() throws {
    #expect(image.filled(with: 7).pixels == [1, 7, .infinity, 7])
    let other = Image(rows: 1, columns: 4, pixels: [5, 6, 7, 8])
    #expect(try image.filled(from: other).pixels == [1, 6, .infinity, 8])
  }

  @Test func `an image of another size does not fill`() {
    #expect(throws: ImageError.self) { try image.filled(from: Image(rows: 4, columns: 1, value: 0)) }
  }
}
