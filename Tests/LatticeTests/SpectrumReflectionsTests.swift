import Imaging
import Lattice
import Testing

struct SpectrumReflectionsTests {
  static func spectrum(rows: Int = 64, columns: Int = 128) throws -> Spectrum {
    var image = Image(rows: rows, columns: columns, value: 1)
    image.calibration = Calibration(pixelSizeX: 0.02, pixelSizeY: 0.04, unit: .nanometres, source: .script)
    return try image.spectrum()
  }

  @Test func `a reflection to the right and up lies right of and above zero frequency`() throws {
    let spectrum = try Self.spectrum()
    let point = try spectrum.position(of: Reflection(gx: 2, gy: 3, unit: .nanometres))
    #expect(abs(point.column - (64 + 2 * 128 * 0.02)) < 1e-12)
    #expect(abs(point.row - (32 - 3 * 64 * 0.04)) < 1e-12)
    let back = try spectrum.reflection(at: point)
    #expect(abs(back.gx - 2) < 1e-12 && abs(back.gy - 3) < 1e-12 && back.unit == .nanometres)
  }

  @Test func `a wave peaks where its reflection lies`() throws {
    // 5 cycles across 40 columns, 3 up over 30 rows: to the right and up.
    let image = Image(rows: 30, columns: 40) { row, column in
      let turns = 5 * Double(column) / 40 - 3 * Double(row) / 30
      return Float((2 * Double.pi * (turns - turns.rounded())).magnitude < 0.5 ? 1 : 0)
    }
    let point = try image.spectrum().position(of: Reflection(gx: 5.0 / 40, gy: 3.0 / 30, unit: .pixels))
    let amplitude = try image.spectrum().amplitude()
    let peak = amplitude[Int(point.row.rounded()), Int(point.column.rounded())]
    #expect(peak == amplitude.pixels.enumerated().filter { $0.offset != 15 * 40 + 20 }.map(\.element).max())
  }

  @Test func `zero frequency and a foreign unit are refused`() throws {
    let spectrum = try Self.spectrum()
    #expect(throws: ImageError.self) { try spectrum.reflection(at: Point(row: 32, column: 64)) }
    #expect(throws: ImageError.self) { try spectrum.position(of: Reflection(gx: 0.1, gy: 0, unit: .pixels)) }
  }

  @Test func `discs cover a reflection and its partner`() throws {
    let spectrum = try Self.spectrum()
    let reflection = try spectrum.reflection(at: Point(row: 20, column: 80))
    let mask = try spectrum.around([reflection], radius: 2)
    #expect(mask.count == 2 * 13)
    #expect(mask[20, 82] && mask[44, 48] && mask[44, 46] && !mask[20, 83] && !mask[32, 64])
    #expect(mask.calibration.unit == .perNanometre)
  }

  @Test func `a disc at the edge goes on at the other edge`() throws {
    let spectrum = try Self.spectrum()
    let reflection = try spectrum.reflection(at: Point(row: 32, column: 1))
    let mask = try spectrum.around([reflection], radius: 2)
    #expect(mask[32, 127] && mask[32, 3] && mask[32, 125])
  }

  @Test func `a radius below zero and a reflection beyond the edge are refused`() throws {
    let spectrum = try Self.spectrum()
    let inside = Reflection(gx: 2, gy: 3, unit: .nanometres)
    #expect(throws: ImageError.self) { try spectrum.around([inside], radius: -1) }
    #expect(throws: ImageError.self) {
      try spectrum.around([Reflection(gx: 26, gy: 0, unit: .nanometres)], radius: 1)
    }
  }
}
