import Imaging
import Inspection
import Lattice
import Numerics
import Testing

struct SpotSearchTests {
  /// Two sets of planes of 8.3 and 6.9 px, at 0.05 nm a pixel.
  private static let waves = [
    Reflection(spacing: 8.3, angle: 20, unit: .pixels), Reflection(spacing: 6.9, angle: 110, unit: .pixels),
  ]
  private let image = Image(
    rows: 400, columns: 500, calibration: Calibration(pixelSize: 0.05, unit: .nanometres, source: .script)
  ) { row, column in
    Float(
      Self.waves.reduce(50) { sum, wave in
        sum + 5 * Double.cos(2 * .pi * (wave.gx * Double(column) - wave.gy * Double(row)))
      })
  }
  private let window = WindowPlace(row: 101, column: 203, side: 128)

  @Test(arguments: [(0.0, 0.0), (1.4, -1.2), (-1.5, 0.8)])
  func `a click beside a spot finds it`(offX: Double, offY: Double) throws {
    for wave in Self.waves {
      let (dx, dy) = wave.offset(window: 128, calibration: .none)
      let found = try SpotSearch(in: image).reflection(nearDx: dx + offX, dy: dy + offY, in: window)
      #expect(abs(found.spacing / (wave.spacing * 0.05) - 1) < 1e-4)
      #expect(abs(found.angle - wave.angle) < 0.01)
      #expect(found.unit == .nanometres)
      #expect(found.snr.map { $0 > 10 } == true)
    }
  }

  @Test func `it is what refine finds in that window`() throws {
    let rough = Reflection(dx: 14, dy: -6, window: 128, calibration: image.calibration)
    let region = try image.mask(of: .rectangle(row: 101, column: 203, rows: 128, columns: 128))
    let expected = try image.refine([rough], region: region, window: 128, tolerance: 0.2)
    let found = try SpotSearch(in: image).reflection(nearDx: 14, dy: -6, in: window)
    #expect(abs(found.gx / expected[0].gx - 1) < 1e-9)
    #expect(abs(found.gy / expected[0].gy - 1) < 1e-9)
  }

  @Test func `the partner keeps its sign`() throws {
    let (dx, dy) = Self.waves[0].offset(window: 128, calibration: .none)
    let found = try SpotSearch(in: image).reflection(nearDx: -dx, dy: -dy, in: window)
    #expect(found.gx < 0)
    #expect(abs(found.angle - 20) < 0.01)
  }

  @Test func `candidates are those of a search of the window`() throws {
    let found = try SpotSearch(in: image).candidates(4, in: window)
    #expect(found.count == 2)
    for wave in Self.waves {
      #expect(found.contains { abs($0.spacing / (wave.spacing * 0.05) - 1) < 1e-4 })
    }
  }

  @Test func `where there is no spot, or no window, there is an error`() {
    let search = SpotSearch(in: image)
    #expect(throws: RefinementError.self) { try search.reflection(nearDx: 40, dy: 40, in: window) }
    #expect(throws: RefinementError.self) { try search.reflection(nearDx: 0, dy: 0, in: window) }
    #expect(throws: RefinementError.self) { try search.reflection(nearDx: .nan, dy: 0, in: window) }
    let outside = WindowPlace(row: 300, column: 0, side: 128)
    #expect(throws: RefinementError.self) { try search.reflection(nearDx: 14, dy: -6, in: outside) }
    #expect(throws: RefinementError.self) { try search.candidates(3, in: outside) }
  }
}
