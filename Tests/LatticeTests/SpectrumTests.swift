import Foundation
import Imaging
import Lattice
import Numerics
import TestSupport
import Testing

struct SpectrumTests {
  /// cos(2π(u r / rows + v c / columns) + φ), any size.
  static func wave(rows: Int, columns: Int, u: Double, v: Double, phase: Double = 0) -> Image {
    Image(rows: rows, columns: columns) { row, column in
      Float(
        Double.cos(2 * .pi * (u * Double(row) / Double(rows) + v * Double(column) / Double(columns)) + phase))
    }
  }

  static func noise(rows: Int, columns: Int) -> Image {
    var generator = SplitMix64(state: 7)
    return Image(rows: rows, columns: columns) { _, _ in Float.random(in: 0...100, using: &generator) }
  }

  @Test(arguments: [(8, 8), (7, 9), (6, 5), (1, 4), (5, 1)])
  func `every coefficient is the sum that defines it`(rows: Int, columns: Int) throws {
    let image = Self.noise(rows: rows, columns: columns)
    let spectrum = try image.spectrum()
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = Complex<Double>.zero
        for r in 0..<rows {
          for c in 0..<columns {
            let turns =
              Double((row - rows / 2) * r) / Double(rows) + Double((column - columns / 2) * c)
              / Double(columns)
            sum += Complex(length: Double(image[r, c]), phase: -2 * .pi * turns)
          }
        }
        #expect((spectrum.values[row * columns + column] - sum).length < 1e-10)
      }
    }
  }

  @Test(.enabled(if: SharedData.exists("reference/fixtures.json"), SharedData.skip))
  func `the reference window has the reference log amplitude to a part in a billion`() throws {
    let data = try Data(contentsOf: URL(filePath: SharedData.path("reference/fixtures.json")))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let fixture = try #require(root["spectrum32"] as? [String: Any])
    let samples = try #require(fixture["samples"] as? [String: Double])
    let n = 32
    let hann = Taper.hann.weights(n)
    let expectedHann = try #require(fixture["hann32"] as? [Double])
    #expect(zip(hann, expectedHann).allSatisfy { abs($0 - $1) < 1e-15 } && expectedHann.count == n)
    let spectrum = Spectrum(rows: n, columns: n) { buffer in
      for r in 0..<n {
        for c in 0..<n {
          let (y, x) = (Double(r), Double(c))
          let value =
            1000 + 200 * Double.cos(2 * .pi * (3.3 * y + 5.7 * x) / 32 + 0.4)
            + 100 * Double.cos(2 * .pi * (-6.2 * y + 2.9 * x) / 32) + Double((7 * r + 13 * c) % 11)
          buffer[r * n + c] = value * (hann[r] * hann[c])
        }
      }
    }
    let logarithms = spectrum.values.map { Double.log($0.length) }
    for (place, expected) in samples {
      let index = place.split(separator: ",").compactMap { Int($0) }
      #expect(abs(logarithms[index[0] * n + index[1]] - expected) <= 1e-9 * abs(expected), "\(place)")
    }
    let sum = try #require(fixture["sum"] as? Double)
    #expect(abs(logarithms.reduce(0, +) - sum) <= 1e-9 * sum)
    #expect(abs((logarithms.max() ?? 0) - 12.394420699763574) <= 1e-9 * 12.4)
    #expect(spectrum.logAmplitude().pixels.max() == Float(12.394420699763574))
  }

  @Test func `amplitude, power, logarithm and phase are those of the coefficients`() throws {
    let spectrum = try Self.wave(rows: 16, columns: 8, u: 3, v: 2, phase: 0.5).spectrum()
    let (row, column) = (16 / 2 + 3, 8 / 2 + 2)
    #expect(abs(spectrum.amplitude()[row, column] - 64) < 1e-4)
    #expect(abs(spectrum.power()[row, column] - 4096) < 1e-2)
    #expect(abs(spectrum.logAmplitude()[row, column] - Float.log(64)) < 1e-6)
    #expect(abs(spectrum.phase()[row, column] - 0.5) < 1e-6)
    #expect(abs(spectrum.phase()[16 / 2 - 3, 8 / 2 - 2] + 0.5) < 1e-6)
  }

  @Test(arguments: [(16, 16), (15, 12), (9, 7)])
  func `the inverse gives the image back, calibrated and named`(rows: Int, columns: Int) throws {
    var image = Self.noise(rows: rows, columns: columns)
    image.calibration = Calibration(pixelSizeX: 0.02, pixelSizeY: 0.03, unit: .nanometres, source: .script)
    image.name = "grain"
    let back = try image.spectrum().inverse()
    for (a, b) in zip(image.pixels, back.pixels) { #expect(abs(a - b) < 1e-4) }
    #expect(back.calibration == image.calibration)
    #expect(back.name == "grain")
  }

  @Test func `frequencies are calibrated along each axis`() throws {
    var image = Image(rows: 10, columns: 20, value: 1)
    image.calibration = Calibration(pixelSizeX: 0.02, pixelSizeY: 0.05, unit: .nanometres, source: .script)
    let calibration = try image.spectrum().amplitude().calibration
    #expect(calibration.unit == .perNanometre)
    #expect(abs(calibration.pixelSizeX - 2.5) < 1e-12 && abs(calibration.pixelSizeY - 2) < 1e-12)
  }

  @Test func `missing pixels are refused with the remedy`() {
    var image = Image(rows: 4, columns: 4, value: 1)
    image[1, 1] = .nan
    let error = #expect(throws: ImageError.self) { try image.spectrum() }
    #expect(error?.description.contains("fill them first") == true)
  }

  @Test func `a filter of one of two partners halves the wave`() throws {
    let wave = Self.wave(rows: 16, columns: 16, u: 2, v: 5)
    let one = try wave.spectrum() * Image(rows: 16, columns: 16) { row, _ in row > 8 ? 1 : 0 }
    for (a, b) in zip(one.inverse().pixels, wave.pixels) { #expect(abs(a - b / 2) < 1e-6) }
  }

  @Test func `a filter of another size or with a hole is refused`() throws {
    let spectrum = try Image(rows: 4, columns: 4, value: 1).spectrum()
    #expect(throws: ImageError.self) { try spectrum * Image(rows: 4, columns: 5, value: 1) }
    #expect(throws: ImageError.self) { try spectrum * Image(rows: 4, columns: 4, value: .nan) }
  }
}
