import Imaging
import Lattice
import Testing

struct PhaseGradientTests {
  static func gradient(_ wave: Reflection, size: Int, side: Int) throws -> PhaseGradient {
    let image = Lattices.image(rows: size, columns: size, [(wave, 100)])
    return PhaseGradient(of: image, over: try SearchWindows(of: image, side: side, in: .wholeImage))
  }

  @Test(arguments: [(18.0, 0.0), (18.37, -11.81), (-9.5, 14.25), (0.49, -20.7)], [(128, 128), (200, 65)])
  func `a single wave is found between the pixels`(offset: (Double, Double), sizes: (Int, Int)) throws {
    let side = sizes.1
    let wave = Reflection(dx: offset.0, dy: offset.1, window: side, calibration: .none)
    let gradient = try Self.gradient(wave, size: sizes.0, side: side)
    let start = (dx: offset.0.rounded(), dy: offset.1.rounded())
    let peak = try #require(gradient.peak(nearDx: start.dx, dy: start.dy, reach: 1))
    // What is left is the side lobe of the partner at -g, 36 or more pixels away.
    #expect(abs(peak.dx - offset.0) < 4e-4 && abs(peak.dy - offset.1) < 4e-4)
    // The taper's mean is (N - 1) / 2N, along each axis.
    let amplitude = 50 * Double((side - 1) * (side - 1)) / 4
    #expect(abs(peak.power.squareRoot() / amplitude - 1) < 1e-3)
  }

  @Test func `a peak out of reach is none`() throws {
    let wave = Reflection(dx: 18.4, dy: 3, window: 128, calibration: .none)
    let gradient = try Self.gradient(wave, size: 128, side: 128)
    #expect(gradient.peak(nearDx: 17, dy: 3, reach: 1) == nil)
    #expect(gradient.peak(nearDx: 17, dy: 3, reach: 2) != nil)
  }

  @Test func `nothing is no peak`() throws {
    let image = Image(rows: 64, columns: 64, value: 0)
    let gradient = PhaseGradient(of: image, over: try SearchWindows(of: image, side: 64, in: .wholeImage))
    #expect(gradient.peak(nearDx: 10, dy: 3, reach: 1) == nil)
  }
}
