import Figures
import Testing

struct LabTests {
  @Test(arguments: [
    // Computed from IEC 61966-2-1 and CIE 15 with numpy.
    (RGB(0xFFFFFF), 100.0, 0.005, -0.010), (RGB(0xFF0000), 53.2408, 80.0925, 67.2032),
    (RGB(0x0000FF), 32.2970, 79.1875, -107.8602), (RGB(0x808080), 53.5850, 0.0032, -0.0062),
  ])
  func `sRGB becomes the CIELAB of the standard`(color: RGB, lightness: Double, a: Double, b: Double) {
    let lab = Lab(color)
    #expect(abs(lab.lightness - lightness) < 0.02)
    #expect(abs(lab.a - a) < 0.03 && abs(lab.b - b) < 0.03)
  }

  @Test func `every colour comes back`() {
    for hex in stride(from: UInt32(0), to: 0xFFFFFF, by: 9973) {
      #expect(Lab(RGB(hex)).rgb == RGB(hex))
    }
  }
}
