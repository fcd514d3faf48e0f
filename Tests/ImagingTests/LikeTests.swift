import Imaging
import Testing

struct LikeTests {
  private let image = Image(
    rows: 9, columns: 8, value: 0,
    calibration: Calibration(pixelSize: 0.5, unit: .nanometres, source: .script))

  @Test func `with a step it is the size of a map`() throws {
    let map = try image.like(3, step: 4)
    #expect(map.rows == 3 && map.columns == 2 && map.calibration.pixelSize == 2)
    #expect(map.pixels == [Float](repeating: 3, count: 6))
    #expect(try image.like(.nan).size == image.size)
    #expect(try image.like(0, step: .max).size == .init(rows: 1, columns: 1))
  }

  @Test func `a step of 0 is an error`() {
    #expect(throws: ImageError.self) { try image.like(0, step: 0) }
  }
}
