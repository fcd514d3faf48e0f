import Imaging
import Lattice
import Numerics
import TestSupport
import Testing

struct LocalSpectrumTests {
  @Test(.enabled(if: SharedData.exists(Fixtures.path), SharedData.skip))
  func `taper and log amplitude of a formula are those of an independent implementation`() throws {
    let fixture = try #require(Fixtures.all).spectrum32
    for (ours, theirs) in zip(Taper.hann.weights(32), fixture.hann32) { #expect(abs(ours - theirs) < 1e-15) }
    let window = (0..<1024).map { index in
      let (row, column) = (Double(index / 32), Double(index % 32))
      let first = 200 * Double.cos(2 * .pi * (3.3 * row + 5.7 * column) / 32 + 0.4)
      let second = 100 * Double.cos(2 * .pi * (-6.2 * row + 2.9 * column) / 32)
      return 1000 + first + second + Double((7 * (index / 32) + 13 * (index % 32)) % 11)
    }
    let spectrum = LocalSpectrum(
      window: 32, taper: .hann, patches: [SpectrumPatch(firstRow: 0, firstColumn: 0, side: 32)])
    spectrum.load(window)
    let logAmplitude = spectrum.withPatch(0) { Array($0) }
    #expect(fixture.samples.count == 8)
    for (place, expected) in fixture.samples {
      let position = place.split(separator: ",").compactMap { Int($0) }
      #expect(abs(logAmplitude[32 * position[0] + position[1]] / expected - 1) < 1e-9, "\(place)")
    }
    var (top, sum) = (-Double.infinity, 0.0)
    for value in logAmplitude { (top, sum) = (max(top, value), sum + value) }
    #expect(abs(top / fixture.max - 1) < 1e-9 && abs(sum / fixture.sum - 1) < 1e-9)
  }

  @Test func `bins are those of the defining sum, for even and odd windows`() throws {
    for side in [16, 17, 31] {
      let image = Image(rows: 40, columns: 44) { r, c in Float((r * r + 3 * c + r * c) % 17) }
      let logAmplitude = try #require(
        Self.wholeSpectrum(image, row: 20, column: 21, side: side, taper: .blackman))
      let weights = Taper.blackman.weights(side)
      for (row, column) in [
        (0, 0), (side / 2, side / 2), (3, side - 1), (side - 1, 2), (side / 2 - 1, side / 2 + 3),
      ] {
        var sum = Complex<Double>.zero
        for r in 0..<side {
          for c in 0..<side {
            let turns = Double((row - side / 2) * r + (column - side / 2) * c) / Double(side)
            let value = Double(image[20 - side / 2 + r, 21 - side / 2 + c]) * weights[r] * weights[c]
            sum += Complex(length: value, phase: -2 * .pi * turns)
          }
        }
        #expect(
          abs(logAmplitude[row * side + column] - Double.log(sum.length)) < 1e-9, "\(side): \(row), \(column)"
        )
      }
    }
  }

  @Test func `between bins the modulus is the defining sum, on bins that of the transform`() throws {
    let image = Image(rows: 64, columns: 64) { r, c in
      Float(100 + 30 * Double.cos(Double(r) * 0.9 + Double(c) * 1.3))
    }
    let patch = SpectrumPatch(firstRow: 36, firstColumn: 40, side: 5)
    let spectrum = LocalSpectrum(window: 64, taper: .hann, patches: [patch])
    #expect(spectrum.load(image, row: 32, column: 32))
    let corner = spectrum.withPatch(0) { $0[7] }
    #expect(abs(Double.log(spectrum.modulus(row: 36 + 1 - 32, column: 40 + 2 - 32)) / corner - 1) < 1e-12)
    let weights = Taper.hann.weights(64)
    var sum = Complex<Double>.zero
    for r in 0..<64 {
      for c in 0..<64 {
        let turns = (9.17 * Double(r) - 13.24 * Double(c)) / 64
        sum += Complex(length: Double(image[r, c]) * weights[r] * weights[c], phase: -2 * .pi * turns)
      }
    }
    #expect(abs(spectrum.modulus(row: 9.17, column: -13.24) / sum.length - 1) < 1e-9)
  }

  @Test func `outside the image is zero`() throws {
    let image = Image(rows: 20, columns: 24) { r, c in Float(5 + (r * 7 + c * 3) % 13) }
    let padded = try image.padded(16)
    for (row, column) in [(0, 0), (19, 23), (0, 12), (10, 23)] {
      let cut = try #require(Self.wholeSpectrum(image, row: row, column: column, side: 32))
      let reference = try #require(Self.wholeSpectrum(padded, row: row + 16, column: column + 16, side: 32))
      #expect(cut == reference)
    }
  }

  @Test func `a window with a missing or infinite pixel has no spectrum, its neighbours have`() {
    var image = Image(rows: 64, columns: 64, value: 3)
    image[40, 40] = .nan
    image[10, 10] = -.infinity
    let spectrum = LocalSpectrum(window: 16, taper: .hann, patches: [])
    #expect(!spectrum.load(image, row: 40, column: 40))
    #expect(!spectrum.load(image, row: 48, column: 33))
    #expect(spectrum.load(image, row: 49, column: 40))
    #expect(spectrum.load(image, row: 40, column: 32))
    #expect(!spectrum.load(image, row: 12, column: 12))
  }

  @Test func `a patch begins at the whole part of the position, less half its side`() {
    // The fixture's peak (57.801, 81.03) in a window of 128.
    #expect(
      SpectrumPatch(row: 57.801 - 64, column: 81.03 - 64, side: 15, window: 128)
        == SpectrumPatch(firstRow: 50, firstColumn: 74, side: 15))
    // A whole number that has been through 1/nm and back.
    let calibration = Calibration(pixelSize: 0.0333441, unit: .nanometres, source: .script)
    for dx in 8...50 {
      let offset = Reflection(dx: Double(dx), dy: -Double(dx), window: 128, calibration: calibration)
        .offset(window: 128, calibration: calibration)
      let patch = SpectrumPatch(row: offset.dy, column: offset.dx, side: 15, window: 128)
      #expect(patch == SpectrumPatch(firstRow: 64 - dx - 7, firstColumn: 64 + dx - 7, side: 15))
    }
  }

  private static func wholeSpectrum(
    _ image: Image, row: Int, column: Int, side: Int = 32, taper: Taper = .hann
  ) -> [Double]? {
    let patch = SpectrumPatch(firstRow: 0, firstColumn: 0, side: side)
    let spectrum = LocalSpectrum(window: side, taper: taper, patches: [patch])
    return spectrum.load(image, row: row, column: column) ? spectrum.withPatch(0) { Array($0) } : nil
  }
}
