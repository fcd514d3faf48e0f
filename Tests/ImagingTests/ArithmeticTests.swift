import Imaging
import Testing

struct ArithmeticTests {
  private let a = Image(
    rows: 1, columns: 3, pixels: [1, -4, .nan], name: "a", label: "d (nm)", metadata: ["dose": .number(4)])
  private let b = Image(
    rows: 1, columns: 3, pixels: [2, 0.5, 1],
    calibration: Calibration(pixelSize: 0.1, unit: .nanometres, source: .script))

  private func first(_ image: Image) -> [Float] { Array(image.pixels.prefix(2)) }

  @Test func `images combine pixel by pixel and NaN stays`() throws {
    #expect(try first(a + b) == [3, -3.5])
    #expect(try first(a - b) == [-1, -4.5])
    #expect(try first(a * b) == [2, -2])
    #expect(try first(a / b) == [0.5, -8])
    #expect(try first(b.power(a)) == [2, 16])
    #expect(try (a + b)[0, 2].isNaN)
  }

  @Test func `numbers stand on either side`() throws {
    #expect(first(a + 1) == [2, -3] && first(1 + a) == [2, -3])
    #expect(first(a - 1) == [0, -5] && first(1 - a) == [0, 5])
    #expect(first(a * 3) == [3, -12] && first(3 * a) == [3, -12])
    #expect(first(a / 2) == [0.5, -2] && first(2 / a) == [2, -0.5])
    #expect(first(a.power(2)) == [1, 16] && first(a.power(3)) == [1, -64])
    #expect(first(Image.power(2, a)) == [2, 0.0625])
    #expect(first(-a) == [-1, 4])
    #expect(a.power(0.5)[0, 1].isNaN)
  }

  /// 2²⁴ + 1 is no 32-bit float; a third has other last digits in single precision.
  @Test func `numbers are not rounded before they are used`() {
    let image = Image(rows: 1, columns: 2, pixels: [16_777_216, 3])
    #expect((image - 16_777_217.0)[0, 0] == -1)
    #expect((image * (1.0 / 3))[0, 1] == 1)
  }

  @Test func `functions of a pixel`() throws {
    let image = Image(rows: 1, columns: 4, pixels: [0, 1, -4, 9])
    #expect(image.log()[0, 0] == -.infinity && image.log()[0, 1] == 0 && image.log()[0, 2].isNaN)
    #expect(image.squareRoot()[0, 3] == 3 && image.squareRoot()[0, 2].isNaN)
    #expect(image.magnitude().pixels == [0, 1, 4, 9])
    #expect(try image.clipped(from: -1, to: 5).pixels == [0, 1, -1, 5])
    #expect(try image.clipped(to: 0).pixels == [0, 0, -4, 0])
    #expect(try a.clipped(from: 0)[0, 2].isNaN)
    #expect(throws: ImageError.self) { try image.clipped(from: 2, to: 1) }
  }

  @Test func `the label is dropped and name, metadata and a known pixel size are kept`() throws {
    let sum = try a + b
    #expect(sum.label == nil && sum.name == "a" && sum.metadata == a.metadata)
    #expect(sum.calibration == b.calibration)
    #expect(try a.clipped(from: 0).label == "d (nm)")
  }

  @Test func `images of two sizes do not combine`() {
    let error = #expect(throws: ImageError.self) { try a + Image(rows: 3, columns: 1, value: 0) }
    #expect(error == .sizeMismatch(expected: .init(rows: 1, columns: 3), found: .init(rows: 3, columns: 1)))
  }
}
