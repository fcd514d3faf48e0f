import Imaging
import Testing

struct FlipTests {
  private let image = Image(
    rows: 2, columns: 3, pixels: [1, 2, 3, 4, 5, 6],
    calibration: Calibration(pixelSizeX: 0.1, pixelSizeY: 0.2, unit: .nanometres, source: .script))

  @Test func `x exchanges left and right, y top and bottom`() {
    #expect(image.flipped(.x).pixels == [3, 2, 1, 6, 5, 4])
    #expect(image.flipped(.y).pixels == [4, 5, 6, 1, 2, 3])
    #expect(image.flipped(.x).calibration == image.calibration)
  }

  @Test func `a transposition exchanges the pixel's width and height`() {
    let transposed = image.transposed()
    #expect(transposed.rows == 3 && transposed.pixels == [1, 4, 2, 5, 3, 6])
    #expect(transposed.calibration.pixelSizeX == 0.2 && transposed.calibration.pixelSizeY == 0.1)
  }

  @Test func `large images are rearranged whole`() {
    let image = Image(rows: 70, columns: 41) { row, column in Float(row * 41 + column) }
    let transposed = image.transposed()
    #expect(transposed[40, 69] == image[69, 40] && transposed[33, 2] == image[2, 33])
    #expect(transposed.transposed().pixels == image.pixels)
    #expect(image.flipped(.x).flipped(.x).pixels == image.pixels)
  }
}
