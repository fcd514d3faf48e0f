import Imaging
import Testing

struct MaskLogicTests {
  private let a = Mask("##..", "....")
  private let b = Mask("#.#.", "...#")

  @Test func `masks combine pixel by pixel`() throws {
    #expect(try (a & b).picture == ["#...", "...."])
    #expect(try (a | b).picture == ["###.", "...#"])
    #expect(try (a ^ b).picture == [".##.", "...#"])
    #expect((~a).picture == ["..##", "####"])
    #expect(throws: ImageError.self) { try a & Mask("#") }
  }

  @Test func `the area is in the square of the unit`() {
    #expect(b.area == 3)
    var calibrated = b
    calibrated.calibration = Calibration(
      pixelSizeX: 0.5, pixelSizeY: 0.25, unit: .nanometres, source: .script)
    #expect(calibrated.area == 0.375)
  }
}
